package review

import (
	"auscult/analytics/position"
	"auscult/app/language"
)

// ByForm returns the content forms that we and a competitor have used, platform by platform; see [position.Criterion].
func (p Position) ByForm() []position.Criterion {
	var all []position.Criterion
	for _, c := range p.Report.Criteria {
		all = append(all, c.Forms...)
	}
	return all
}

// FormsClear reports whether any of [Position.ByForm] is ahead or behind for sure.
func (p Position) FormsClear() bool {
	ahead, behind, _ := p.formVerdicts()
	return len(ahead)+len(behind) > 0
}

// formVerdicts sorts [Position.ByForm] by verdict, the widest gap to the competitors' median first; told counts those of
// which there is a verdict at all.
func (p Position) formVerdicts() (ahead, behind []position.Criterion, told int) {
	for _, c := range p.ByForm() {
		switch c.Verdict {
		case position.Ahead:
			ahead = append(ahead, c)
		case position.Behind:
			behind = append(behind, c)
		case position.CannotTell:
			continue
		}
		told++
	}
	position.SortByShortfall(behind)
	position.SortByShortfall(ahead)
	return ahead, behind, told
}

// FormsHeadline says in a sentence where we stand by content form.
func (p Position) FormsHeadline(s *language.Speaker) string {
	ahead, behind, told := p.formVerdicts()
	args := language.Args{"Total": s.Count(int64(told)), "Ahead": s.Count(int64(len(ahead))), "Behind": s.Count(int64(len(behind)))}
	switch {
	case len(ahead) == 0 && len(behind) == 0:
		return s.T("position.forms.level", args)
	case len(behind) == 0:
		args["Count"], args["Best"] = len(ahead), p.CriterionName(s, ahead[len(ahead)-1])
		return s.T("position.forms.ahead", args)
	case len(ahead) == 0:
		args["Count"], args["Worst"] = len(behind), p.CriterionName(s, behind[0])
		return s.T("position.forms.behind", args)
	}
	return s.T("position.forms.both", args)
}

// FormsSubtitle says what is shown by content form, for whom, for which time.
func (p Position) FormsSubtitle(s *language.Speaker) string {
	return s.T("position.forms.subtitle", language.Args{"Organisation": p.Names[0], "Quarter": s.Quarter(p.Question.Quarter)}) + p.Question.cut(s)
}
