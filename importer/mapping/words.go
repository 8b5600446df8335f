package mapping

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"auscult/analytics/social"
	"auscult/importer/formats"
)

// moreNames are names that people and tools give their columns in English, German and French, beyond those of the
// formats that Auscult ships. None was seen in a real export: they only lead to proposals.
var moreNames = map[formats.Field][]string{
	formats.PublishedAt: {
		"date", "datum", "published", "publish date", "published date", "post date", "created", "created at", "creation date",
		"erstellt am", "veröffentlicht", "veröffentlicht am", "veröffentlichungsdatum", "beitragsdatum", "tag", "jour", "publié le",
		"date de publication", "timestamp", "zeitpunkt",
	},
	formats.PublishedTime:               {"time", "uhrzeit", "zeit", "heure"},
	formats.Date:                        {"day", "tag", "jour", "stichtag", "monat", "month"},
	formats.FollowerNumber:              {"fans", "abonnenten", "anzahl follower", "total followers", "follower gesamt", "nombre d'abonnés"},
	formats.Organisation:                {"company", "brand", "firma", "unternehmen", "haus", "spital", "klinik", "krankenhaus", "wettbewerber", "competitor", "entreprise", "hôpital", "concurrent"},
	formats.Platform:                    {"network", "netzwerk", "social network", "soziales netzwerk", "réseau", "réseau social", "medium", "source", "quelle"},
	formats.Channel:                     {"page", "seite", "profile", "profil", "profile name", "profilname", "account", "konto", "compte", "page name", "kanalname"},
	formats.URL:                         {"link", "permalink", "post url", "post link", "url", "beitragslink", "link zum beitrag", "adresse", "lien"},
	formats.NativeID:                    {"id", "post id", "beitrags-id", "beitragsnummer"},
	formats.Title:                       {"title", "headline", "titel", "überschrift", "titre", "betreff"},
	formats.Text:                        {"comment text", "kommentar", "kommentartext", "commentaire", "message", "post", "beitrag", "caption", "content", "inhalt", "nachricht", "beschreibung", "description", "texte", "contenu", "légende"},
	formats.NativeForm:                  {"type", "typ", "post type", "content type", "media type", "beitragstyp", "beitragsart", "art", "medientyp", "format", "type de publication"},
	formats.Topic:                       {"topic", "rubrik", "kategorie", "category", "catégorie", "rubrique"},
	formats.Campaign:                    {"tags", "label", "labels", "hashtag"},
	formats.Boosted:                     {"paid", "sponsored", "promoted", "gesponsert", "bezahlt"},
	formats.Duration:                    {"length", "video length", "länge", "videolänge", "longueur"},
	metricField(social.Impressions):     {"impressions", "impression", "impressionen", "einblendungen"},
	metricField(social.Reach):           {"reach", "reichweite", "erreichte personen", "portée", "personnes touchées"},
	metricField(social.Views):           {"views", "video views", "plays", "aufrufe", "videoaufrufe", "seitenaufrufe", "ansichten", "vues", "lectures"},
	metricField(social.WatchTime):       {"watch time", "wiedergabezeit", "durée de visionnage", "watch time (hours)"},
	metricField(social.Reactions):       {"like", "likes", "reactions", "gefällt mir", "gefällt-mir", "gefällt-mir-angaben", "likes gesamt", "reaktionen", "j'aime", "mentions j'aime", "réactions"},
	metricField(social.Comments):        {"comment", "comments", "kommentare", "antworten", "commentaires", "replies"},
	metricField(social.Shares):          {"share", "shares", "reposts", "geteilt", "geteilte inhalte", "teilungen", "weiterempfehlungen", "partages"},
	metricField(social.Saves):           {"saves", "saved", "gespeichert", "gemerkt", "bookmarks", "enregistrements"},
	metricField(social.Clicks):          {"clicks", "link clicks", "klicks", "linkklicks", "clics"},
	metricField(social.FollowersGained): {"new followers", "neue follower", "nouveaux abonnés"},
	metricField(social.FollowersAtPost): {"followers", "fans", "follower", "follower zum zeitpunkt", "abonnés"},
	formats.Page:                        {"page", "seite", "url", "pfad", "path", "page path", "chemin", "adresse"},
	formats.Visitors:                    {"visitors", "users", "besucher", "nutzer", "visiteurs", "utilisateurs", "unique visitors"},
	formats.WrittenAt:                   {"date", "datum", "created", "created at", "written", "erstellt am", "kommentiert am", "zeitpunkt", "date du commentaire"},
	formats.Author:                      {"user", "username", "verfasser", "von", "commenter", "commented by", "auteur du commentaire"},
	formats.InReplyTo:                   {"reply to", "in reply to", "parent id", "antwort auf", "en réponse à"},
	formats.Promotional:                 {"werblich", "promotional"},
}

func metricField(m social.Metric) formats.Field { return formats.Field(m.String()) }

// names says what a column's name means in the formats we know: by name as [formats.Normal] writes it, per field, in how
// many of them.
type names map[string]map[formats.Field]int

var allNames = sync.OnceValue(func() map[formats.Kind]names {
	all := map[formats.Kind]names{}
	for _, k := range formats.Kinds() {
		known := names{}
		has := map[formats.Field]bool{}
		for _, f := range k.Fields() {
			has[f] = true
		}
		add := func(field formats.Field, name string) {
			if !has[field] {
				return
			}
			name = formats.Normal(name)
			if known[name] == nil {
				known[name] = map[formats.Field]int{}
			}
			known[name][field]++
		}
		for _, f := range formats.All() {
			if f.Kind != k {
				continue
			}
			for _, c := range f.Columns {
				for _, name := range slices.Concat(c.Names, c.Guessed) {
					add(c.Field, name)
				}
			}
		}
		for field, more := range moreNames {
			for _, name := range more {
				add(field, name)
			}
		}
		all[k] = known
	}
	return all
})

func knownNames(k formats.Kind) names { return allNames()[k] }

// moreForms are words for content forms beyond those of the formats that Auscult ships.
var moreForms = map[string]social.Form{
	"image": social.Photo, "picture": social.Photo, "bild": social.Photo, "foto": social.Photo, "fotos": social.Photo,
	"photos": social.Photo, "album": social.Carousel, "karussell": social.Carousel, "carrousel": social.Carousel,
	"galerie": social.Carousel, "gallery": social.Carousel, "carousel_album": social.Carousel, "videos": social.Video,
	"vidéo": social.Video, "reel": social.ShortVideo, "reels": social.ShortVideo, "short": social.ShortVideo,
	"shorts": social.ShortVideo, "kurzvideo": social.ShortVideo, "stories": social.Story, "status": social.Text,
	"textbeitrag": social.Text, "statusmeldung": social.Text, "links": social.Link, "linkbeitrag": social.Link,
	"lien": social.Link, "dokument": social.Document, "pdf": social.Document, "umfrage": social.Poll, "sondage": social.Poll,
	"veranstaltung": social.Event, "événement": social.Event, "artikel": social.Article, "livevideo": social.Live,
	"live video": social.Live, "infografik": social.Infographic, "podcast": social.Audio,
}

var shippedForms = sync.OnceValue(func() map[string]social.Form {
	all := map[string]social.Form{}
	for _, f := range formats.All() {
		for word, form := range f.Forms {
			if before, known := all[formats.Normal(word)]; known && before != form {
				form = "" // platforms disagree: the word says nothing
			}
			all[formats.Normal(word)] = form
		}
	}
	return all
})

// formNamed returns what a word for a content form means, as far as the exports we know agree.
func formNamed(word string) (social.Form, bool) {
	if f := social.Form(ourWord(word)); f.Valid() {
		return f, true
	}
	if f, ok := moreForms[word]; ok {
		return f, true
	}
	f := shippedForms()[word]
	return f, f != ""
}

// tools are programs whose exports people have, though nobody has shown us a header of theirs: they are names to choose,
// not formats that are recognised.
var tools = []string{
	"Emplifi", "Fanpage Karma", "Iconosquare", "Meta Business Suite: Benchmarking", "Quintly", "Rival IQ", "Socialinsider", "XING",
}

// Tools returns the names that are offered for a format.
func Tools() []string { return append([]string(nil), tools...) }

var notName = regexp.MustCompile(`[\d_.\-\s()]+`)

// nameOf proposes a format's name from the file's: that of a tool in it, else its words without dates and numbers.
func nameOf(file string) string {
	words := strings.TrimSpace(notName.ReplaceAllString(strings.TrimSuffix(file, filepath.Ext(file)), " "))
	joined := strings.ReplaceAll(formats.Normal(words), " ", "")
	for _, t := range tools {
		if strings.Contains(joined, strings.ReplaceAll(formats.Normal(strings.Split(t, ":")[0]), " ", "")) {
			return t
		}
	}
	return words
}
