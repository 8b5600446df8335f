package importer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/importer"
)

func noteKinds(r *importer.Reading) []importer.NoteKind {
	var kinds []importer.NoteKind
	for _, n := range r.Notes {
		kinds = append(kinds, n.Kind)
	}
	return kinds
}

// Invented rows under headers in other languages. The Swedish and Portuguese names of Meta, the German and French ones of
// YouTube and most German ones of LinkedIn are those that public code reads; the others are guesses, and the reading must say so. What each row must
// become was worked out by hand.
func TestExportsInOtherLanguages(t *testing.T) {
	tests := []struct {
		name, content, format string
		published             string
		dayOnly               bool
		form                  social.Form
		metrics               social.Metrics
		notes                 []importer.NoteKind
	}{
		{
			name: "Instagram in Swedish", format: "meta-instagram-content",
			content: "Publicerings-id,Konto-id,Kontots användarnamn,Kontonamn,Beskrivning,\"Varaktighet (sek)\",Publiceringstid,Permalänk,Inläggstyp,Datum,Visningar,Räckvidd,Gilla-markeringar,Delningar,Följer,Kommentarer,\"Sparade objekt\"\n" +
				"17978919536823613,17841472326972546,baby.example,Baby,Hej,0,07/21/2026 16:45,https://www.instagram.com/p/inv1/,IG-karusell,Livstid,1784,685,91,2,1,3,11\n",
			published: "2026-07-21T23:45:00Z", form: social.Carousel,
			metrics: metrics(social.Views, 1784, social.Reach, 685, social.Reactions, 91, social.Shares, 2, social.FollowersGained, 1, social.Comments, 3, social.Saves, 11),
			notes:   []importer.NoteKind{importer.GuessedColumns}, // the duration alone
		},
		{
			name: "Facebook in Swedish", format: "meta-facebook-content",
			content: "Publicerings-id,Sid-id,Sidnamn,Titel,Beskrivning,Publiceringstid,Inläggstyp,Permalänk,Datum,Visningar,Räckvidd,\"Reaktioner, kommentarer och delningar\",Reaktioner,Kommentarer,Delningar,\"Totalt antal klick\",Länkklick,\"Övriga klick\"\n" +
				"1000000000000001,100,Sjukhus,Hej,Hej,06/30/2026 23:30,Foto,https://www.facebook.com/s.example/posts/1,Livstid,500,300,19,12,3,4,20,5,15\n",
			published: "2026-07-01T06:30:00Z", form: social.Photo,
			metrics: metrics(social.Views, 500, social.Reach, 300, social.Reactions, 12, social.Comments, 3, social.Shares, 4, social.Clicks, 20),
		},
		{
			name: "Instagram in Portuguese", format: "meta-instagram-content",
			content: "Identificação do post,Nome de usuário da conta,Nome da conta,Descrição,Horário de publicação,Link permanente,Tipo de post,Data,Visualizações,Alcance,Curtidas,Compartilhamentos,Comentários,Salvamentos,Seguimentos\n" +
				"17978919536823613,baby.example,Baby,Olá,07/21/2026 16:45,https://www.instagram.com/p/inv1/,CARROSSEL,Total,1784,685,91,2,3,11,1\n",
			published: "2026-07-21T23:45:00Z", form: social.Carousel,
			metrics: metrics(social.Views, 1784, social.Reach, 685, social.Reactions, 91, social.Shares, 2, social.FollowersGained, 1, social.Comments, 3, social.Saves, 11),
			notes:   []importer.NoteKind{importer.GuessedColumns},
		},
		{
			name: "Facebook in German, dates as Germans write them", format: "meta-facebook-content",
			content: "Beitrags-ID;Seiten-ID;Seitenname;Titel;Beschreibung;Dauer (Sek.);Veröffentlichungszeitpunkt;Permalink;Beitragstyp;Datum;Aufrufe;Reichweite;Reaktionen;Kommentare;Geteilte Inhalte;Klicks insgesamt\n" +
				"1000000000000001;100;Klinik;Knietag;Knietag;0;15.01.2026 08:00;https://www.facebook.com/k.example/posts/1;Foto;Gesamt;1.500;1.204;12;3;4;20\n" +
				"Gesamt;;;;;;;;;;1.500;1.204;12;3;4;20\n",
			published: "2026-01-15T16:00:00Z", form: social.Photo,
			metrics: metrics(social.Views, 1500, social.Reach, 1204, social.Reactions, 12, social.Comments, 3, social.Shares, 4, social.Clicks, 20),
			notes:   []importer.NoteKind{importer.GuessedColumns},
		},
		{
			name: "Instagram in French, days before months", format: "meta-instagram-content",
			content: "Identifiant de la publication,Nom d’utilisateur du compte,Nom du compte,Description,Heure de publication,Permalien,Type de publication,Date,Vues,Couverture,J’aime,Partages,Abonnements,Commentaires,Enregistrements\n" +
				"17978919536823613,baby.example,Baby,Bonjour,21/07/2026 16:45,https://www.instagram.com/p/inv1/,Carrousel IG,À vie,\"1\u202f784\",685,91,2,1,3,11\n",
			published: "2026-07-21T23:45:00Z", form: social.Carousel,
			metrics: metrics(social.Views, 1784, social.Reach, 685, social.Reactions, 91, social.Shares, 2, social.FollowersGained, 1, social.Comments, 3, social.Saves, 11),
			notes:   []importer.NoteKind{importer.GuessedColumns},
		},
		{
			name: "LinkedIn in German", format: "linkedin-page-content",
			content: "Titel des Beitrags,Link veröffentlichen,Art des Beitrags,Name der Kampagne,Veröffentlicht von,Erstellt am,Zielgruppe,Impressions,Aufrufe,Klicks,Klickrate (CTR),Likes,Kommentare,Direkt geteilte Beiträge,Follower,Engagement Rate,Inhaltstyp\n" +
				"Wir suchen Pflegende,https://www.linkedin.com/feed/update/urn:li:activity:7001,Organisch,,A,26.09.2026,Alle,\"1.500\",,31,\"2,1 %\",20,3,1,2,\"4,2\u00a0%\",Bild\n",
			published: "2026-09-26T10:00:00Z", dayOnly: true, form: social.Photo,
			metrics: metrics(social.Impressions, 1500, social.Clicks, 31, social.Reactions, 20, social.Comments, 3, social.Shares, 1, social.FollowersGained, 2),
			notes:   []importer.NoteKind{importer.GuessedColumns},
		},
		{
			name: "YouTube in French, as two importers read it", format: "youtube-studio-content",
			content: "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues engagées,Vues,Abonnés,J'aime,Commentaires ajoutés,Partages\n" +
				"Total,,,,\"28\u202f000\",\"44\u202f531\",1,2,3,4\n" +
				"invented01,Le poignet cassé,28 sept. 2026,125,\"1\u202f000\",\"1\u202f204\",-3,40,5,6\n",
			published: "2026-09-28T10:00:00Z", dayOnly: true, form: social.ShortVideo,
			metrics: metrics(social.Views, 1204, social.FollowersGained, -3, social.Reactions, 40, social.Comments, 5, social.Shares, 6),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reading, records, problems := read(t, write(t, "export.csv", "\ufeff"+tt.content))
			if reading.Format.ID != tt.format || len(problems) > 0 || len(records) != 1 {
				t.Fatalf("%s, %d records, refused %v", reading.Format.ID, len(records), problems)
			}
			p := records[0].Post
			if !p.PublishedAt.Equal(utc(tt.published)) || p.DayOnly != tt.dayOnly || p.Form != tt.form {
				t.Errorf("published %s (day only: %v), form %s", p.PublishedAt, p.DayOnly, p.Form)
			}
			if diff := cmp.Diff(tt.metrics, p.Metrics, compareMetrics); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, noteKinds(reading)); diff != "" {
				t.Errorf("notes (-want +got)\n%s", diff)
			}
		})
	}
}

// The note names the guessed columns as the file has them, and no others.
func TestGuessedColumnsAreNamed(t *testing.T) {
	reading, _, _ := read(t, write(t, "export.csv", "Post ID,Account username,Veröffentlichungszeit,Permalink,Post type,Reichweite,Likes,Comments,Shares,Saves\n"+
		"17978919536823613,baby.example,07/21/2026 16:45,https://www.instagram.com/p/inv1/,IG image,3,1,1,1,1\n"))
	want := []importer.Note{{Kind: importer.GuessedColumns, Detail: "Veröffentlichungszeit, Reichweite"}}
	if diff := cmp.Diff(want, reading.Notes); diff != "" {
		t.Error(diff)
	}
}

// Dates in the language of whoever exported. A TikTok export gives no year: it is the one of the upload, which the
// video's identifier tells, or the next; a video that appeared on another day than it was uploaded was scheduled.
func TestDatesWithTheNamesOfMonths(t *testing.T) {
	const header = "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n"
	link := func(id string) string { return "https://www.tiktok.com/@h.example/video/" + id }
	// 1773393300 is 2026-03-13T09:15:00Z and 1767222600 is 2025-12-31T23:10:00Z, each times 2^32.
	const march, december = "7616666226445516800", "7590163271752089600"
	for _, tt := range []struct {
		id, date, want string
		dayOnly        bool
	}{
		{march, "March 13", "2026-03-13T09:15:00Z", false},
		{march, "13 März", "2026-03-13T09:15:00Z", false},
		{march, "13. März", "2026-03-13T09:15:00Z", false},
		{march, "13 mars", "2026-03-13T09:15:00Z", false},
		{march, "13 Μαρτίου", "2026-03-13T09:15:00Z", false},
		{march, "13 tháng Ba", "2026-03-13T09:15:00Z", false},
		{march, "13 tháng 3", "2026-03-13T09:15:00Z", false},
		{march, "13 de março", "2026-03-13T09:15:00Z", false},
		{march, "18 Μαρτίου", "2026-03-18T11:00:00Z", true}, // noon in Zurich
		{december, "31 décembre", "2025-12-31T23:10:00Z", false},
		{december, "1. Januar", "2025-12-31T23:10:00Z", false}, // in Zurich it was past midnight
		{december, "4 Ιανουαρίου", "2026-01-04T11:00:00Z", true},
		{december, "3 tháng Mười Hai", "2026-12-03T11:00:00Z", true},
		{march, "neulich", "2026-03-13T09:15:00Z", false}, // the identifier alone
	} {
		_, records, problems := read(t, write(t, "Content.csv", header+"x,t,"+link(tt.id)+",\""+tt.date+"\",1,1,1,1\n"))
		if len(problems) > 0 || len(records) != 1 {
			t.Errorf("%s: %v", tt.date, problems)
			continue
		}
		if p := records[0].Post; !p.PublishedAt.Equal(utc(tt.want)) || p.DayOnly != tt.dayOnly {
			t.Errorf("%s: %s, day only %v", tt.date, p.PublishedAt, p.DayOnly)
		}
	}

	for date, want := range map[string]string{ // noon in Zurich
		"Sep 26, 2026": "2026-09-26T10:00:00Z", "September 26, 2026": "2026-09-26T10:00:00Z", "26. Sept. 2026": "2026-09-26T10:00:00Z",
		"26 sept. 2026": "2026-09-26T10:00:00Z", "26 septembre 2026": "2026-09-26T10:00:00Z", "1er févr. 2026": "2026-02-01T11:00:00Z",
		"3 août 2026": "2026-08-03T10:00:00Z", "12. Dez. 2026": "2026-12-12T11:00:00Z", "26 de set. de 2026": "2026-09-26T10:00:00Z",
		"26 sep. 2026": "2026-09-26T10:00:00Z", "26\u00a0sept.\u00a02026": "2026-09-26T10:00:00Z", "Sat, Sep 26, 2026": "2026-09-26T10:00:00Z",
		"sam. 26 sept. 2026": "2026-09-26T10:00:00Z", "mar. 3 mars 2026": "2026-03-03T11:00:00Z", "26.09.2026": "2026-09-26T10:00:00Z", "2026-09-26": "2026-09-26T10:00:00Z",
	} {
		_, records, problems := read(t, write(t, "Table data.csv", "Content,Video title,Video publish time,Views,Likes,Comments,Shares\nid,t,\""+date+"\",1,1,1,1\n"))
		if len(problems) > 0 || !records[0].Post.PublishedAt.Equal(utc(want)) || !records[0].Post.DayOnly {
			t.Errorf("%s: %v, %v", date, records, problems)
		}
	}
	for _, date := range []string{"31 juin 2026", "Sept 2026", "26 blursday 2026", "26 sept. 26 2026", "Sep 26, 2026 25:00", "sept sept sept"} {
		if _, _, problems := read(t, write(t, "Table data.csv", "Content,Video title,Video publish time,Views,Likes,Comments,Shares\nid,t,\""+date+"\",1,1,1,1\n")); len(problems) != 1 || problems[0].Reason != importer.NotADate {
			t.Errorf("%s: %v", date, problems)
		}
	}
	for clock, want := range map[string]string{ // Later writes the time too, in the hospital's zone
		"Apr 5, 2026 6:15 PM": "2026-04-05T16:15:00Z", "Apr 5, 2026, 6:15\u202fPM": "2026-04-05T16:15:00Z", "5 avr. 2026 à 18:15": "2026-04-05T16:15:00Z",
		"5. April 2026 um 18:15 Uhr": "2026-04-05T16:15:00Z", "Apr 5, 2026 12:15 AM": "2026-04-04T22:15:00Z",
	} {
		_, records, problems := read(t, write(t, "later.csv", "Posted At,Caption,Media Type,Post URL,Impressions,Reach,Likes,Comments,Saves,Shares,Video Views\n\""+clock+"\",t,Image,https://www.instagram.com/p/inv1/,1,1,1,1,1,1,\n"))
		if len(problems) > 0 || !records[0].Post.PublishedAt.Equal(utc(want)) || records[0].Post.DayOnly {
			t.Errorf("%s: %v, %v", clock, records, problems)
		}
	}
}
