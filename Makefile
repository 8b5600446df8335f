# Auscult: “make demo” shows it, “make test” checks it, “make help” lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

GO      ?= go
BINARY  := auscult
VERSION := $(shell git describe --tags --always 2>/dev/null || echo development)
DEMO    := build/demo

# What the window needs to be compiled and shown, and what the tests of window, report and privacy look with.
PACKAGES      := gcc pkg-config libgl1-mesa-dev xorg-dev libgl1-mesa-dri
TEST_PACKAGES := xvfb xauth openbox xdotool imagemagick poppler-utils strace age

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 14

# Installs Debian packages that are missing. Without Debian, or without the right to install, it says which they are.
define install
	@missing=""; \
	if command -v dpkg-query >/dev/null; then \
		for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	fi; \
	if [ -n "$$missing" ]; then \
		echo "installing:$$missing" >&2; \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		if ! { $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null </dev/null; then \
			echo "please install:$$missing" >&2; exit 1; \
		fi; \
	fi
endef

.PHONY: packages
packages:
	$(call install,$(PACKAGES))

.PHONY: test-packages
test-packages: packages
	$(call install,$(TEST_PACKAGES))

.PHONY: build
build: packages ## build the program
	$(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o $(BINARY) .

.PHONY: demo
demo: build ## make the sample workspace and its review; opens the window where there is a display
	./$(BINARY) demo -o $(DEMO)

.PHONY: run
run: build ## open the window with the last workspace
	./$(BINARY)

.PHONY: test
test: test-packages lint ## everything that checks the program
	$(GO) test -timeout 12m ./...

.PHONY: lint
lint: packages ## what the tools say about the code
	@unformatted="$$($(GO) tool gofumpt -l .)"; if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

.PHONY: bench
bench: packages ## how long things take; nothing is asserted
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: calibrate
calibrate: ## how often ranges hold the truth and trends are found in noise, by simulation
	$(GO) test ./analytics/engagement ./analytics/timing ./analytics/drivers ./analytics/stats ./analytics/safeguard -run Calibrate -calibrate -v

.PHONY: simulate
simulate: ## how good recommended mixes are in worlds of which the truth is known; WORLDS=200 of each condition take an hour
	$(GO) test ./analytics/strategy/simulation -run 'Simulate|Sequence' -simulate $(or $(WORLDS),200) -timeout 6h -v

.PHONY: golden
golden: test-packages ## make the golden pictures and files anew; look at them before they are committed
	$(GO) test ./app/chart ./app/report ./importer ./app/desktop -update
	UPDATE_SCRIPTS=1 $(GO) test ./app/command
	@# Fyne's own test pictures: what differs is laid into the folder failed.
	@cd app/desktop/blocks && { $(GO) test . >/dev/null || cp -v testdata/failed/*.png testdata/; rm -rf testdata/failed; }

.PHONY: pictures
pictures: test-packages ## compare every page, light and dark, English and German, with the picture that is kept
	$(GO) test ./app/desktop -run TestPagesLookTheSame -pictures -count 1

.PHONY: fuzz
fuzz: packages ## feed every reader a minute of nonsense
	@for p in $$($(GO) list ./importer/... ./analytics/safeguard ./app/report/...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			$(GO) test $$p -run '^$$' -fuzz "^$$f$$" -fuzztime 60s -fuzzminimizetime 1x || exit 1; \
		done; \
	done

.PHONY: sample
sample: ## generate the sample exports anew; the old Excel file needs LibreOffice
	$(GO) run ./assets/sample/generate -o assets/sample/exports $(if $(shell command -v soffice),-xls)

.PHONY: windows
windows: ## build the program for Windows (needs a minute or six, and Debian's mingw)
	$(call install,gcc-mingw-w64-x86-64)
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		$(GO) build -trimpath -ldflags "-H windowsgui -X main.version=$(VERSION)" -o build/$(BINARY).exe .
	@# A program with a window has no console on Windows; the commands want one.
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		$(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o build/$(BINARY)-command.exe .

.PHONY: clean
clean: ## remove what was built
	rm -rf build $(BINARY) $(BINARY).exe
