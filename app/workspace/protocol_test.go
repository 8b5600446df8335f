package workspace_test

import (
	"context"
	"testing"
	"time"

	"auscult/app/workspace"
)

// The last protocol counts, and is known with who made it; no undo touches it.
func TestProtocolIsKept(t *testing.T) {
	ctx, w := context.Background(), create(t)
	if document, by, err := w.Protocol(ctx); err != nil || document != nil || !by.At.IsZero() {
		t.Errorf("none: %q by %v, %v", document, by, err)
	}
	later := workspace.By{Who: "B. Officer", At: noon.Add(time.Hour)}
	for _, v := range []struct {
		document string
		by       workspace.By
	}{{"first", by}, {"second", later}} {
		if err := w.SetProtocol(ctx, []byte(v.document), v.by); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.SetProtocol(ctx, nil, later); err == nil {
		t.Error("an empty protocol was kept")
	}
	report := importFile(t, w, export(t, "a.csv", "2026-07-01", "Invented Hospital;Page;facebook;2026-02-01;https://x.example/1;a;photo;1;1;1"))
	if _, err := w.Undo(ctx, report.Import.ID); err != nil {
		t.Fatal(err)
	}
	if document, by, err := w.Protocol(ctx); err != nil || string(document) != "second" || by != later {
		t.Errorf("%q by %v, %v", document, by, err)
	}
}
