package chart_test

import (
	"math"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/review"
)

// The figures of these tests are invented. They are written down, not computed, so that the pictures change only when
// the drawing does.

// sureCell is a cell with an interval, in per cent.
func sureCell(p social.Platform, f social.Form, posts int, low, value, high float64, top bool) engagement.Cell {
	return engagement.Cell{
		Platform: p, Form: f, Posts: posts, Used: posts, Denominator: social.OwnDenominators(p)[0], TopGroup: top, OwnWeight: 0.9,
		Typical: &stats.Estimate{Value: value / 100, Low: low / 100, High: high / 100, N: posts, Clusters: posts},
		IDs:     []social.PostID{social.PostID(posts)},
	}
}

// fewCell is a cell with too few posts for an interval.
func fewCell(p social.Platform, f social.Form, posts int, value float64) engagement.Cell {
	c := sureCell(p, f, posts, value, value, value, false)
	c.TooFew, c.Typical.Low, c.Typical.High = true, math.NaN(), math.NaN()
	return c
}

// pooledCell is a cell with too few posts of its own, whose figure is mostly an estimate from similar posts.
func pooledCell(p social.Platform, f social.Form, posts int, low, value, high float64) engagement.Cell {
	c := sureCell(p, f, posts, low, value, high, false)
	c.TooFew, c.OwnWeight = true, 0.35
	return c
}

// formsOf makes a page of cells.
func formsOf(m engagement.Measure, cells ...engagement.Cell) review.Forms {
	f := review.Forms{
		Question:     review.Question{Quarter: social.Quarter{Year: 2026, Number: 3}, Measure: m},
		Organisation: social.Organisation{ID: 1, Name: "Spital Seeblick"},
		Table:        engagement.Table{Measure: m, Cells: cells},
		Exported:     time.Date(2026, time.October, 5, 8, 0, 0, 0, time.UTC),
		Invented:     true,
	}
	seen := map[social.Platform]bool{}
	for _, c := range cells {
		f.Posts += c.Posts
		if !seen[c.Platform] {
			seen[c.Platform] = true
			f.Table.Platforms = append(f.Table.Platforms, c.Platform)
		}
	}
	return f
}

// quarter is a usual quarter of a hospital with four platforms.
func quarter() review.Forms {
	none := engagement.Cell{
		Platform: social.LinkedIn, Form: social.Poll, Posts: 3, NoFigure: 3, Denominator: social.PerImpressions,
	}
	f := formsOf(
		engagement.OwnRate,
		sureCell(social.Facebook, social.Photo, 61, 1.21, 1.44, 1.71, false),
		sureCell(social.Facebook, social.Carousel, 18, 1.62, 2.18, 2.93, true),
		sureCell(social.Facebook, social.Video, 14, 1.05, 1.63, 2.55, true),
		sureCell(social.Facebook, social.Link, 42, 0.46, 0.57, 0.71, false),
		pooledCell(social.Facebook, social.Event, 2, 0.7, 1.4, 2.8),
		sureCell(social.Instagram, social.Photo, 48, 2.31, 2.63, 2.99, false),
		sureCell(social.Instagram, social.Carousel, 37, 3.02, 3.55, 4.17, false),
		sureCell(social.Instagram, social.ShortVideo, 29, 4.31, 5.42, 6.81, true),
		pooledCell(social.Instagram, social.Story, 2, 0.9, 1.7, 3.2),
		sureCell(social.YouTube, social.Video, 11, 2.02, 2.9, 4.16, true),
		sureCell(social.YouTube, social.ShortVideo, 16, 1.71, 2.42, 3.43, true),
		sureCell(social.LinkedIn, social.Photo, 22, 2.86, 3.44, 4.14, true),
		sureCell(social.LinkedIn, social.Text, 9, 1.1, 1.83, 3.04, false),
		sureCell(social.LinkedIn, social.Document, 6, 2.43, 4.12, 6.98, true),
		sureCell(social.LinkedIn, social.Link, 31, 1.18, 1.42, 1.71, false),
		none,
	)
	f.Finding = &review.Contrast{
		Platform: social.Instagram, Better: social.ShortVideo, Than: social.Photo,
		Times: stats.Estimate{Value: 2.06, Low: 1.6, High: 2.65},
	}
	return f
}

// crowd has every content form on every platform.
func crowd() review.Forms {
	var cells []engagement.Cell
	for i, p := range social.Platforms() {
		for j, form := range append(social.Forms(), "") {
			switch (i*7 + j*5) % 6 {
			case 0:
				cells = append(cells, fewCell(p, form, 1+(i+j)%2, 1))
			case 1:
			default:
				v := 0.3 * float64(1+(i*3+j*11)%17)
				cells = append(cells, sureCell(p, form, 3+(i*29+j*83)%240, v*0.7, v, v*1.4, (i+j)%9 == 0))
			}
		}
	}
	return formsOf(engagement.OwnRate, cells...)
}

// wide has figures per post that lie far apart.
func wide() review.Forms {
	return formsOf(
		engagement.PerPost,
		sureCell(social.TikTok, social.ShortVideo, 24, 31000, 64000, 132000, true),
		sureCell(social.TikTok, social.Live, 5, 2100, 9400, 42000, true),
		sureCell(social.TikTok, social.Photo, 12, 420, 710, 1200, false),
		fewCell(social.TikTok, social.Carousel, 1, 100),
	)
}
