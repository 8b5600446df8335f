package workspace

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// protocolRow is one version of the communication protocol.
type protocolRow struct {
	ID       int64 `gorm:"primaryKey"`
	MadeAt   int64
	MadeBy   string
	Document []byte
}

func (protocolRow) TableName() string { return "protocols" }

// Protocol returns the communication protocol as it was given to [Workspace.SetProtocol] last, and who gave it when; nil when
// there is none.
func (w *Workspace) Protocol(ctx context.Context) ([]byte, By, error) {
	var row protocolRow
	if err := w.db.WithContext(ctx).Order("id DESC").Limit(1).Find(&row).Error; err != nil {
		return nil, By{}, fmt.Errorf("read the communication protocol: %w", err)
	}
	if row.ID == 0 {
		return nil, By{}, nil
	}
	return row.Document, By{row.MadeBy, time.Unix(row.MadeAt, 0).UTC()}, nil
}

// SetProtocol keeps a communication protocol. Those there were before stay in the workspace.
func (w *Workspace) SetProtocol(ctx context.Context, document []byte, by By) error {
	if len(document) == 0 {
		return errors.New("save the communication protocol: it is empty")
	}
	row := protocolRow{MadeAt: by.At.Unix(), MadeBy: by.Who, Document: document}
	if err := w.db.WithContext(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("save the communication protocol: %w", refused(err))
	}
	return nil
}
