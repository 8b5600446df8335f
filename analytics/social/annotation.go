package social

import "time"

// AnnotationID identifies an annotation within a workspace. Zero means none.
type AnnotationID int64

// Annotation is a dated event that may explain what is seen over time: "New maternity ward opened".
type Annotation struct {
	ID       AnnotationID
	On       time.Time // its day, as midnight in UTC
	Text     string
	Platform Platform // on which it happened; empty: everywhere
}

// Begins returns the moment in the zone with which the day begins.
func (a Annotation) Begins(zone *time.Location) time.Time {
	return time.Date(a.On.Year(), a.On.Month(), a.On.Day(), 0, 0, 0, 0, zone)
}
