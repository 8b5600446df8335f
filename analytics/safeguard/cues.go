package safeguard

// cue is a set of what a word tells about persons, patients and what stands beside them.
type cue uint64

// The cues, in the names of words.toml.
const (
	cuePatient cue = 1 << iota
	cueSuffering
	cueEvent
	cueBirth
	cueCondition
	cueKin
	cuePerson
	cuePronoun
	cueOwn
	cueHonorific
	cueTitle
	cueRole
	cueOrganisation
	cueNamesake
	cueNaming
	cueLittle
	cueCongratulations
	cueGreeting
	cueConfirming
	cueConsent
	cueContact
	cueReachMe
	cueFax
	cueVehicle
	cueVersion
	cueMonth
	cueFrom
	cueAddress
	cueRoad
	cueRare
	cueInsured
	cueStory
	cueCalling
	cueBorn
	cueHouse
	cueSpeaks
	cueIAm
	cueYours
	cueMedical
	cueSaying
	cueClinical
	cueThanks
	cueGerman
	cueGathering
	cueWork
	cueOffice
	cueHistory
	cueUnique
	cueNinety
	cuePage
	cueHotline
	cueDepartment
	cueTowards
	cueOrphan
	// These are of the lists of names.toml and the labels of numbers.toml.
	cueGiven
	cueAmbiguous
	cueFamous
	cueBigPlace
	cueLabel
	// The last two are set by the reader, not by words.
	cueDigit
	cueNet
)

var cueNames = map[string]cue{
	"patient": cuePatient, "suffering": cueSuffering, "event": cueEvent, "birth": cueBirth, "condition": cueCondition, "kin": cueKin, "person": cuePerson,
	"pronoun": cuePronoun, "own": cueOwn, "honorific": cueHonorific, "title": cueTitle, "role": cueRole, "organisation": cueOrganisation,
	"namesake": cueNamesake, "naming": cueNaming, "little": cueLittle, "congratulations": cueCongratulations, "greeting": cueGreeting,
	"confirming": cueConfirming, "consent": cueConsent, "contact": cueContact, "reachme": cueReachMe, "fax": cueFax, "vehicle": cueVehicle,
	"version": cueVersion, "month": cueMonth, "from": cueFrom, "address": cueAddress, "road": cueRoad, "rare": cueRare, "insured": cueInsured,
	"story": cueStory, "calling": cueCalling, "born": cueBorn, "house": cueHouse, "speaks": cueSpeaks, "iam": cueIAm, "yours": cueYours,
	"medical": cueMedical, "saying": cueSaying, "clinical": cueClinical, "thanks": cueThanks, "german": cueGerman, "gathering": cueGathering,
	"work": cueWork, "office": cueOffice, "history": cueHistory, "unique": cueUnique, "ninety": cueNinety, "page": cuePage, "hotline": cueHotline,
	"department": cueDepartment, "towards": cueTowards, "orphan": cueOrphan,
}

// tone is a set of what a word tells about whether a text keeps to the house rules.
type tone uint16

// The tones, in the names of conduct.toml.
const (
	toneHealth tone = 1 << iota
	toneSensitive
	toneHumour
	toneParty
	tonePolitics
	toneSuperlative
	tonePromise
	tonePrice
	toneDose
	toneUnit
	toneYou
	toneQuantity
	toneOffer
	toneSaid
)

var toneNames = map[string]tone{
	"health": toneHealth, "sensitive": toneSensitive, "humour": toneHumour, "party": toneParty, "politics": tonePolitics, "superlative": toneSuperlative,
	"promise": tonePromise, "price": tonePrice, "dose": toneDose, "unit": toneUnit, "you": toneYou, "quantity": toneQuantity, "offer": toneOffer,
	"said": toneSaid,
}
