package workspace_test

import (
	"testing"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// Every quarter has a document of its own, all time too; it is there again after opening anew.
func TestArrangements(t *testing.T) {
	ctx, w := t.Context(), create(t)
	for _, step := range []struct {
		quarter  social.Quarter
		document string
	}{
		{summer, "1"}, {autumn, "2\x00ü"}, {social.Quarter{}, "3"}, {summer, "4"}, {autumn, ""},
	} {
		if err := w.SetArrangement(ctx, step.quarter, []byte(step.document)); err != nil {
			t.Fatal(err)
		}
		if got, err := w.Arrangement(ctx, step.quarter); err != nil || string(got) != step.document {
			t.Errorf("%v: %q, %v, want %q", step.quarter, got, err, step.document)
		}
	}
	path := w.Path()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Open(ctx, path, ring)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for q, want := range map[social.Quarter]string{summer: "4", autumn: "", {}: "3", {Year: 2020, Number: 1}: ""} {
		if got, err := w.Arrangement(ctx, q); err != nil || string(got) != want {
			t.Errorf("opened anew, %v: %q, %v, want %q", q, got, err, want)
		}
	}
}
