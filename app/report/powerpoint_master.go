package report

import (
	"fmt"
	"strings"

	"auscult/app/report/ooxml"
)

// rect is a place on a slide, in points from the top left.
type rect struct{ x, y, w, h float64 }

func (r rect) xfrm(element string) string {
	return fmt.Sprintf(`<%s><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></%s>`, element, emu(r.x), emu(r.y), emu(max(r.w, 1)), emu(max(r.h, 1)), element)
}

// The places of the layouts, as slides in PDF have them.
var (
	titlePlace    = rect{48, 34, 864, 68}
	subtitlePlace = rect{48, 104, 864, 20}
	linesPlace    = rect{48, 132, 864, 40}
	wordsPlace    = rect{48, 140, 864, 330}
	sourcePlace   = rect{48, 480, 864, 16}
	footPlace     = rect{48, 500, 560, 18}
	logoPlace     = rect{740, 496, 120, 28}
	numberPlace   = rect{866, 500, 46, 18}
	coverTitle    = rect{96, 190, 816, 110}
	coverSubtitle = rect{96, 300, 816, 34}
	coverLines    = rect{96, 354, 816, 60}
)

// The numbers of placeholders: what joins a text on a slide to its place in the layout.
const (
	subtitleIndex = 10
	linesIndex    = 11
	sourceIndex   = 12
	logoIndex     = 13
	footIndex     = 14
	numberIndex   = 15
)

// level is how text of a placeholder looks.
type level struct {
	size   float64
	bold   bool
	colour string // of the theme
	right  bool
	after  float64 // the room below a paragraph, in points
}

func (l level) style(element string) string {
	align := ""
	if l.right {
		align = ` algn="r"`
	}
	return fmt.Sprintf(`<a:%s marL="0" indent="0"%s><a:lnSpc><a:spcPct val="%d"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="%d"/></a:spcAft><a:buNone/>`+
		`<a:defRPr sz="%d" b="%d"><a:solidFill><a:schemeClr val="%s"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:%s>`,
		element, align, 108000, int(l.after*100), int(l.size*100), bit(l.bold), l.colour, element)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// placeholder is a place for text with its look; kind is as PresentationML calls it.
func placeholder(id int, name, kind string, index int, at rect, look *level, prompt string) string {
	ph := `<p:ph type="` + kind + `"`
	if index > 0 {
		ph += fmt.Sprintf(` idx="%d"`, index)
	}
	list := `<a:lstStyle/>`
	if look != nil {
		list = `<a:lstStyle>` + look.style("lvl1pPr") + `</a:lstStyle>`
	}
	text := `<a:p><a:r><a:rPr lang="en-GB"/><a:t>` + ooxml.Escape(prompt) + `</a:t></a:r></a:p>`
	if kind == "sldNum" {
		text = `<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld></a:p>`
	}
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>%s/></p:nvPr></p:nvSpPr><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>`+
		`<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:normAutofit/></a:bodyPr>%s%s</p:txBody></p:sp>`,
		id, name, ph, at.xfrm("a:xfrm"), list, text)
}

// bar is a stripe in the accent colour.
func bar(id int, at rect) string {
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Accent"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`+
		`<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>`, id, at.xfrm("a:xfrm"))
}

// tree is all that is on a slide, a layout or a master.
func tree(shapes ...string) string {
	return `<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>` + strings.Join(shapes, "") + `</p:spTree></p:cSld>`
}

// The looks of the texts, sizes as on slides in PDF.
var (
	titleLook    = level{size: 26, bold: true, colour: "tx1"}
	subtitleLook = level{size: 14, colour: "tx2"}
	linesLook    = level{size: 14, colour: "tx1"}
	sourceLook   = level{size: 10.5, colour: "tx2"}
	footLook     = level{size: 10.5, colour: "tx2"}
	numberLook   = level{size: 10.5, colour: "tx2", right: true}
)

// The layouts of slides.
const (
	coverLayout = iota + 1
	figureLayout
	wordsLayout
)

// master adds the master of slides with its layouts and theme, and that of notes. A hospital changes colours, typeface and
// logo there, in one place.
func (p *presentation) master() {
	theme := ooxml.Theme(p.deck.Author, officeFont, paletteOf(p.style))
	p.add("ppt/theme/theme1.xml", types+"theme+xml", theme)
	p.add("ppt/theme/theme2.xml", types+"theme+xml", theme)

	foot := func(from int) string {
		return placeholder(from, "Footer", "ftr", footIndex, footPlace, &footLook, "") +
			placeholder(from+1, "Page number", "sldNum", numberIndex, numberPlace, &numberLook, "")
	}
	logo := placeholder(20, "Logo", "pic", logoIndex, logoPlace, &sourceLook, "Logo")
	coverLogo, image := logo, ""
	if p.deck.Logo != nil { // on the cover's layout, and on the master for all others
		image = p.addLogo()
		logo, coverLogo = "", p.logoShape(20, true, "rId2")
	}
	words := wordsLookLarge
	for i, layout := range []struct{ name, kind, shapes, shown string }{
		{"Title", "title", bar(2, rect{0, 0, 14, 540}) +
			placeholder(3, "Title", "ctrTitle", 0, coverTitle, &level{size: 38, bold: true, colour: "tx1"}, "Title") +
			placeholder(4, "Subtitle", "subTitle", 1, coverSubtitle, &level{size: 22, colour: "tx2"}, "Subtitle") +
			placeholder(5, "Text", "body", linesIndex, coverLines, &subtitleLook, "Text") + coverLogo, ` showMasterSp="0"`},
		{"Headline and figure", "", placeholder(3, "Title", "title", 0, titlePlace, nil, "The finding") +
			placeholder(4, "Subtitle", "body", subtitleIndex, subtitlePlace, &subtitleLook, "What is shown") +
			placeholder(5, "Text", "body", linesIndex, linesPlace, &linesLook, "Text") +
			placeholder(6, "Source", "body", sourceIndex, sourcePlace, &sourceLook, "Source") + foot(7) + logo, ""},
		{"Headline and text", "", placeholder(3, "Title", "title", 0, titlePlace, nil, "The finding") +
			placeholder(4, "Subtitle", "body", subtitleIndex, subtitlePlace, &subtitleLook, "What is shown") +
			placeholder(5, "Text", "body", linesIndex, wordsPlace, &words, "Text") +
			placeholder(6, "Source", "body", sourceIndex, sourcePlace, &sourceLook, "Source") + foot(7) + logo, ""},
	} {
		kind := ""
		if layout.kind != "" {
			kind = ` type="` + layout.kind + `"`
		}
		shapes := strings.Replace(tree(layout.shapes), `<p:cSld>`, `<p:cSld name="`+layout.name+`">`, 1)
		p.add(fmt.Sprintf("ppt/slideLayouts/slideLayout%d.xml", i+1), types+"presentationml.slideLayout+xml",
			`<p:sldLayout`+slideSpaces+kind+` preserve="1"`+layout.shown+`>`+shapes+`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`)
		var l links
		l.add("slideMaster", "../slideMasters/slideMaster1.xml")
		if image != "" && i+1 == coverLayout {
			l.add("image", image)
		}
		p.parts.AddText(fmt.Sprintf("ppt/slideLayouts/_rels/slideLayout%d.xml.rels", i+1), l.String())
	}

	var l links
	var list strings.Builder
	for i := range 3 {
		fmt.Fprintf(&list, `<p:sldLayoutId id="%d" r:id="%s"/>`, 2147483649+i, l.add("slideLayout", fmt.Sprintf("../slideLayouts/slideLayout%d.xml", i+1)))
	}
	l.add("theme", "../theme/theme1.xml")
	masterLogo := ""
	if image != "" {
		masterLogo = p.logoShape(20, false, l.add("image", image))
	}
	shapes := tree(bar(2, rect{0, 0, 960, 6}),
		placeholder(3, "Title", "title", 0, titlePlace, nil, "The finding"),
		placeholder(4, "Text", "body", 1, wordsPlace, nil, "Text"), foot(5)+masterLogo)
	background := `<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>`
	var levels strings.Builder
	for i := 1; i <= 9; i++ {
		levels.WriteString(linesLook.style(fmt.Sprintf("lvl%dpPr", i)))
	}
	p.add("ppt/slideMasters/slideMaster1.xml", types+"presentationml.slideMaster+xml", `<p:sldMaster`+slideSpaces+`>`+
		strings.Replace(shapes, `<p:cSld>`, `<p:cSld>`+background, 1)+colourMap("p:clrMap")+
		`<p:sldLayoutIdLst>`+list.String()+`</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/>`+
		`<p:txStyles><p:titleStyle>`+strings.Replace(titleLook.style("lvl1pPr"), "+mn-lt", "+mj-lt", 1)+`</p:titleStyle><p:bodyStyle>`+levels.String()+
		`</p:bodyStyle><p:otherStyle>`+linesLook.style("lvl1pPr")+`</p:otherStyle></p:txStyles></p:sldMaster>`)
	p.parts.AddText("ppt/slideMasters/_rels/slideMaster1.xml.rels", l.String())

	var n links
	n.add("theme", "../theme/theme2.xml")
	p.add("ppt/notesMasters/notesMaster1.xml", types+"presentationml.notesMaster+xml", `<p:notesMaster`+slideSpaces+`>`+
		strings.Replace(tree(notesPicture(2), placeholder(3, "Notes", "body", 1, notesPlace, &notesLook, "Notes")), `<p:cSld>`, `<p:cSld>`+background, 1)+
		colourMap("p:clrMap")+`<p:notesStyle>`+notesLook.style("lvl1pPr")+`</p:notesStyle></p:notesMaster>`)
	p.parts.AddText("ppt/notesMasters/_rels/notesMaster1.xml.rels", n.String())
}

// wordsLookLarge is of slides that are words.
var wordsLookLarge = level{size: 17, colour: "tx1", after: 8}

// The page of notes, in points: the slide above, the words below.
var (
	notesPlace   = rect{54, 380, 432, 300}
	notesPreview = rect{54, 54, 432, 243}
	notesLook    = level{size: 11, colour: "tx1", after: 4}
)

func notesPicture(id int) string {
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>`,
		id, notesPreview.xfrm("a:xfrm"))
}

func colourMap(element string) string {
	return `<` + element + ` bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>`
}
