package report

import (
	"bytes"
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"

	"auscult/app/chart"
	"auscult/app/report/ooxml"
)

// slide is a slide of a presentation in the making.
type slide struct {
	*presentation
	page   page
	shapes []string
	links  links
	next   int // the number of the next shape
}

// addSlide adds a slide with its notes.
func (p *presentation) addSlide(of page, number int) error {
	s := &slide{presentation: p, page: of, next: 2}
	layout := figureLayout
	switch {
	case of.Cover:
		layout = coverLayout
	case of.Figure == nil && of.Table == nil:
		layout = wordsLayout
	}
	s.links.add("slideLayout", fmt.Sprintf("../slideLayouts/slideLayout%d.xml", layout))
	s.links.add("notesSlide", fmt.Sprintf("../notesSlides/notesSlide%d.xml", number))
	if of.Cover {
		s.cover()
	} else if err := s.body(); err != nil {
		return err
	}
	name := fmt.Sprintf("slide%d.xml", number)
	p.add("ppt/slides/"+name, types+"presentationml.slide+xml",
		`<p:sld`+slideSpaces+`>`+tree(s.shapes...)+`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`)
	p.parts.AddText("ppt/slides/_rels/"+name+".rels", s.links.String())
	p.addNotes(of, number)
	return nil
}

// said are the speaker's notes: what a person wrote, what the slide says, and how it was computed.
func (p page) said() []string {
	words := append([]string{p.Note, p.Headline}, p.Lines...)
	words = append(words, p.Notes...)
	return filled(append(words, p.Source)...)
}

func (p *presentation) addNotes(of page, number int) {
	var l links
	l.add("notesMaster", "../notesMasters/notesMaster1.xml")
	l.add("slide", fmt.Sprintf("../slides/slide%d.xml", number))
	body := `<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>` +
		`<p:txBody><a:bodyPr/><a:lstStyle/>` + p.paragraphs(of.said(), nil) + `</p:txBody></p:sp>`
	name := fmt.Sprintf("notesSlide%d.xml", number)
	p.add("ppt/notesSlides/"+name, types+"presentationml.notesSlide+xml",
		`<p:notes`+slideSpaces+`>`+tree(notesPicture(2), body)+`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`)
	p.parts.AddText("ppt/notesSlides/_rels/"+name+".rels", l.String())
}

// run is a run of words; look adds to what its place gives.
func (p *presentation) run(text, look string) string {
	return `<a:r><a:rPr lang="` + tag(p.deck.Language) + `"` + look + `<a:t>` + ooxml.Escape(text) + `</a:t></a:r>`
}

// paragraphs are lines below each other. What follows a line break explains what stands before; size scales the text, nil:
// as the place has it.
func (p *presentation) paragraphs(lines []string, size *float64) string {
	var b strings.Builder
	sized := func(part float64) string {
		if size == nil {
			return ""
		}
		return fmt.Sprintf(` sz="%d"`, int(*size*part*100))
	}
	for _, line := range lines {
		what, why, explained := strings.Cut(line, "\n")
		if !explained {
			after := ""
			if size != nil {
				after = fmt.Sprintf(`<a:pPr><a:spcAft><a:spcPts val="%d"/></a:spcAft></a:pPr>`, int(wordsLookLarge.after*100))
			}
			b.WriteString(`<a:p>` + after + p.run(line, sized(1)+`/>`) + `</a:p>`)
			continue
		}
		b.WriteString(`<a:p><a:pPr><a:spcAft><a:spcPts val="0"/></a:spcAft></a:pPr>` + p.run(what, sized(1)+` b="1"/>`) + `</a:p>`)
		b.WriteString(fmt.Sprintf(`<a:p><a:pPr><a:spcAft><a:spcPts val="%d"/></a:spcAft></a:pPr>`, int(wordsLookLarge.after*100)) + p.run(why, sized(0.88)+`><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:rPr>`) + `</a:p>`)
	}
	if len(lines) == 0 {
		b.WriteString(`<a:p><a:endParaRPr lang="` + tag(p.deck.Language) + `"/></a:p>`)
	}
	return b.String()
}

// text puts words into a placeholder, at a place of its own where that is not the layout's.
func (s *slide) text(name, kind string, index int, at *rect, lines []string, size *float64) {
	ph := `<p:ph type="` + kind + `"`
	if index > 0 {
		ph += fmt.Sprintf(` idx="%d"`, index)
	}
	where := `<p:spPr/>`
	if at != nil {
		where = `<p:spPr>` + at.xfrm("a:xfrm") + `</p:spPr>`
	}
	s.shapes = append(s.shapes, fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>%s/></p:nvPr></p:nvSpPr>%s<p:txBody><a:bodyPr><a:noAutofit/></a:bodyPr><a:lstStyle/>%s</p:txBody></p:sp>`,
		s.next, name, ph, where, s.paragraphs(lines, size)))
	s.next++
}

func (s *slide) cover() {
	s.text("Title", "ctrTitle", 0, nil, []string{s.page.Headline}, nil)
	s.text("Subtitle", "subTitle", 1, nil, []string{s.page.Subtitle}, nil)
	if len(s.page.Lines) > 0 {
		s.text("Text", "body", linesIndex, nil, s.page.Lines, nil)
	}
}

// high is how high words are in a width, with a little more room than they need: other programs break lines a little
// sooner.
func (s *slide) high(text string, look level, width float64) float64 {
	return s.style.Extent(chart.Words{Text: text, Size: vg.Length(look.size), Bold: look.bold, Lines: 9}, vg.Length(0.98*width)).Y.Points()
}

// body lays a slide out as its page in PDF is: words as high as they are, and the figure in what is left.
func (s *slide) body() error {
	p := s.page
	at := titlePlace
	at.h = s.high(p.Headline, titleLook, at.w)
	if at.h > 2*titleLook.size { // a place so narrow that the lines are about as wide as each other, as headlines look best
		at.w = min(at.w, 1.02*s.style.Extent(chart.Words{
			Text: p.Headline, Size: vg.Length(titleLook.size), Bold: true, Lines: 9, Balanced: true,
		}, vg.Length(0.98*at.w)).X.Points()+2)
	}
	s.text("Title", "title", 0, &at, []string{p.Headline}, nil)
	y := at.y + at.h + 2
	if p.Subtitle != "" {
		at = rect{subtitlePlace.x, y, subtitlePlace.w, s.high(p.Subtitle, subtitleLook, subtitlePlace.w)}
		s.text("Subtitle", "body", subtitleIndex, &at, []string{p.Subtitle}, nil)
		y += at.h
	}
	y += 12
	foot := sourcePlace.y + sourcePlace.h
	if p.Source != "" {
		h := s.high(p.Source, sourceLook, sourcePlace.w)
		at = rect{sourcePlace.x, foot - h, sourcePlace.w, h}
		foot = at.y - 6
	}
	room := rect{linesPlace.x, y, linesPlace.w, foot - y}
	if err := s.middle(room); err != nil {
		return err
	}
	if p.Source != "" {
		s.text("Source", "body", sourceIndex, &at, []string{p.Source}, nil)
	}
	s.shapes = append(s.shapes, fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Footer"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="ftr" sz="quarter" idx="%d"/></p:nvPr></p:nvSpPr><p:spPr>%s</p:spPr>`+
		`<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/><a:p><a:pPr marL="0" indent="0"/>%s</a:p></p:txBody></p:sp>`,
		s.next, footIndex, footPlace.xfrm("a:xfrm"),
		s.run(p.footer, fmt.Sprintf(` sz="%d"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:latin typeface="+mn-lt"/></a:rPr>`, int(footLook.size*100)))))
	s.next++
	s.shapes = append(s.shapes, fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Page number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" idx="%d"/></p:nvPr></p:nvSpPr><p:spPr/>`+
		`<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="%s"/><a:t>%d</a:t></a:fld></a:p></p:txBody></p:sp>`,
		s.next, numberIndex, tag(s.deck.Language), p.number))
	return nil
}

// middle puts the slide's figure, table or words into the room there is.
func (s *slide) middle(room rect) error {
	p := s.page
	switch {
	case p.Figure != nil:
		if len(p.Lines) > 0 {
			at := rect{room.x, room.y, room.w, 0}
			for _, line := range p.Lines {
				at.h += s.high(line, linesLook, room.w)
			}
			s.text("Text", "body", linesIndex, &at, p.Lines, nil)
			room.y, room.h = room.y+at.h+6, room.h-at.h-6
		}
		if all := chart.DataOf(p.Figure); all != nil {
			return s.charts(all, room)
		}
		return s.picture(room)
	case p.Table != nil:
		s.table(room)
	default:
		size := wordsLookLarge.size
		for ; size > 8; size -= 0.5 {
			h := 0.0
			for _, line := range p.Lines {
				what, why, explained := strings.Cut(line, "\n")
				h += s.high(what, level{size: size, bold: explained}, room.w) + wordsLookLarge.after
				if explained {
					h += s.high(why, level{size: 0.88 * size}, room.w)
				}
			}
			if h <= room.h {
				break
			}
		}
		s.text("Text", "body", linesIndex, &room, p.Lines, &size)
	}
	return nil
}

// charts puts charts below each other, each with the workbook it is drawn from.
func (s *slide) charts(all []chart.Data, room rect) error {
	gap := 0.0
	if len(all) > 1 {
		gap = 6
	}
	y := room.y
	for _, d := range all {
		at := rect{room.x, y, room.w, room.h*d.Part - gap}
		y += room.h * d.Part
		s.presentation.charts++
		n := s.presentation.charts
		book := fmt.Sprintf("Microsoft_Excel_Sheet%d.xlsx", n)
		content, err := bookOf(d, chartSheet)
		if err != nil {
			return fmt.Errorf("the numbers of %q: %w", d.Title, err)
		}
		s.parts.Add("ppt/embeddings/"+book, content)
		var l links
		text := 13.0
		if d.Shape == chart.Dots {
			text = min(max((at.h-60)/float64(len(d.Names))/1.3, 7.5), text)
		}
		look := lookOf(d, s.deck.Language, s.style, at.w, at.h, text)
		look.Workbook = l.add("package", "../embeddings/"+book)
		name := fmt.Sprintf("chart%d.xml", n)
		s.parts.Add("ppt/charts/"+name, ooxml.Chart(d, ooxml.Place{Sheet: chartSheet}, look))
		s.typed("ppt/charts/"+name, types+"drawingml.chart+xml")
		s.parts.AddText("ppt/charts/_rels/"+name+".rels", l.String())
		s.shapes = append(s.shapes, fmt.Sprintf(`<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="%s" descr="%s"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>%s`+
			`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="%s"/></a:graphicData></a:graphic></p:graphicFrame>`,
			s.next, ooxml.Escape(d.Title), ooxml.Escape(d.Words), at.xfrm("p:xfrm"), s.links.add("chart", "../charts/"+name)))
		s.next++
	}
	return nil
}

// chartSheet is the sheet with a chart's numbers.
const chartSheet = "Sheet1"

// picture puts the figure as vectors, with pixels for programs that know none.
func (s *slide) picture(room rect) error {
	look := s.style
	look.Text, look.Smallest = 16, 8.5
	s.images++
	var vectors, pixels bytes.Buffer
	if err := chart.WriteSVG(&vectors, s.page.Figure, look, int(room.w), int(room.h)); err != nil {
		return err
	}
	if err := chart.WritePNG(&pixels, s.page.Figure, look, int(2*room.w), int(2*room.h), 2); err != nil {
		return err
	}
	name := fmt.Sprintf("image%d", s.images)
	s.parts.Add("ppt/media/"+name+".svg", vectors.Bytes())
	s.parts.Add("ppt/media/"+name+".png", pixels.Bytes())
	s.shapes = append(s.shapes, fmt.Sprintf(`<p:pic><p:nvPicPr><p:cNvPr id="%d" name="%s" descr="%s"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>`+
		`<p:blipFill><a:blip r:embed="%s"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="%s"/></a:ext></a:extLst></a:blip>`+
		`<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`,
		s.next, ooxml.Escape(s.page.Figure.Title()), ooxml.Escape(s.page.Figure.Describe()),
		s.links.add("image", "../media/"+name+".png"), s.links.add("image", "../media/"+name+".svg"), room.xfrm("a:xfrm")))
	s.next++
	return nil
}

// table puts the slide's table, set as in PDF.
func (s *slide) table(room rect) {
	size := vg.Length(14)
	width := vg.Length(room.w)
	widths, heights := columns(s.style, s.page.Table, size, width)
	for size > 7 && sum(heights).Points() > room.h {
		size -= 0.5
		widths, heights = columns(s.style, s.page.Table, size, width)
	}
	gap := (tableGap * size).Points()
	var b strings.Builder
	fmt.Fprintf(&b, `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="Table" descr="%s"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>%s`,
		s.next, ooxml.Escape(s.page.Headline), rect{room.x, room.y, room.w, sum(heights).Points()}.xfrm("p:xfrm"))
	b.WriteString(`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(&b, `<a:gridCol w="%d"/>`, emu(w.Points()+gap))
	}
	b.WriteString(`</a:tblGrid>`)
	none := `<a:lnL><a:noFill/></a:lnL><a:lnR><a:noFill/></a:lnR><a:lnT><a:noFill/></a:lnT>`
	pad := emu((tablePad * size).Points())
	for i, row := range s.page.Table {
		fmt.Fprintf(&b, `<a:tr h="%d">`, emu(heights[i].Points()))
		for j, text := range row {
			fmt.Fprintf(&b, `<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>%s</a:p></a:txBody><a:tcPr marL="0" marR="%d" marT="%d" marB="%d">%s<a:lnB w="9525"><a:solidFill><a:schemeClr val="accent3"/></a:solidFill></a:lnB><a:noFill/></a:tcPr></a:tc>`,
				s.run(text, fmt.Sprintf(` sz="%d" b="%d"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:rPr>`, int(size*100), bit(i == 0 || j == 0))),
				emu(gap), pad, pad, none)
		}
		b.WriteString(`</a:tr>`)
	}
	b.WriteString(`</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`)
	s.next++
	s.shapes = append(s.shapes, b.String())
}
