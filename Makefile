# permit8103: what is built, from what, and how it is checked. `make help` names the targets.
#
#   make CXX=clang++                  another compiler
#   make test SANITIZE=address        instrumented, in a folder of its own (also thread, undefined, …)
#   make run AT=2020-07-21T10:00      rehearse at that local time
#   make V=1                          show every command

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-builtin-rules --no-print-directory
ifeq ($(MAKELEVEL),0)
MAKEFLAGS   += --jobs=$(shell nproc)
endif
.DELETE_ON_ERROR:
.SUFFIXES:
ifndef V
.SILENT:
endif
say = printf '  %-8s%s\n' $1 $2

# ---- Debian packages -----------------------------------------------------------------------------

BUILD_PACKAGES := g++ kannel-dev libxml2-dev liblmdb-dev libssl-dev libhowardhinnant-date-dev \
                  libcli11-dev nlohmann-json3-dev libpango1.0-dev libqrcodegencpp-dev fonts-dejavu-core
TEST_PACKAGES  := kannel kannel-extras libcpputest-dev tzdata poppler-utils zbar-tools valgrind
CLANG_PACKAGES := clang-tidy clang-format
FUZZ_PACKAGES  := clang libclang-rt-14-dev
BENCH_PACKAGES := nginx-light gunicorn
INSIDE_PACKAGES := libbenchmark-dev
MAN_PACKAGES   := lowdown
DEB_PACKAGES   := dpkg-dev debhelper lintian debootstrap
INSTALLING     := deps run record test test-% torture tidy format format-check fuzz deb \
                  bench bench-inside bench-growth bench-check bench-record

# ---- Flags ---------------------------------------------------------------------------------------

# libxml2's headers include ICU's, and gwlib's theirs inside `extern "C"`: keep ICU's templates out.
# Nothing here may ask an installed package at parse time: on a fresh machine there is none yet.
CXXFLAGS := -std=c++20 -O2 -g -fPIC -pthread -fvisibility=hidden -fvisibility-inlines-hidden
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Werror
CPPFLAGS := -Iplugin -isystem /usr/include/libxml2 -DU_SHOW_CPLUSPLUS_API=0 -DUSE_OS_TZDB=1
HARDENED := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
LDFLAGS  := -pthread -Wl,--as-needed,-z,relro,-z,now
LIBS     := -lxml2 -llmdb -lcrypto -ldate-tz
DRAWLIBS := -lpangocairo-1.0 -lpango-1.0 -lgobject-2.0 -lglib-2.0 -lcairo -lqrcodegencpp
TESTLIBS := -lCppUTestExt -lCppUTest

comma := ,
ifdef SANITIZE
BUILD     := build/san-$(subst $(comma),-,$(SANITIZE))
# In what a sanitizer adds, gcc sees the uninitialized where all is initialized.
SANITIZED := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer \
             $(if $(findstring clang,$(CXX)),,-Wno-maybe-uninitialized)
HARDENED  :=
RUNTIME    = $(if $(filter-out undefined,$(SANITIZE)),$(shell $(CXX) -print-file-name=lib$(if $(filter thread,$(SANITIZE)),t,a)san.so))
else
BUILD     := build
endif
OBJ    := $(BUILD)/obj
PREFIX := /usr

# Where tests and the rehearsal find what was built, and keep what they write.
export PERMIT8103_BUILD := $(BUILD)

# ---- Sources: every .cc of a room and of the rooms inside it belongs to it ------------------------------

SOURCES := $(sort $(shell find plugin test -name '*.cc'))
HEADERS := $(sort $(shell find plugin test -name '*.h'))
objects  = $(patsubst %.cc,$(OBJ)/%.o,$(filter $(addsuffix /%,$1),$(SOURCES)))

STUB     := $(OBJ)/plugin/kannel/stub.o
HEART    := $(call objects,$(addprefix plugin/,base system core metrics ruleset store checkcode conf operations))
BOX      := $(filter-out $(STUB),$(call objects,plugin/kannel plugin/service))
# What of it needs no smsbox.
APART    := $(call objects,plugin/kannel/wire) $(addprefix $(OBJ)/plugin/service/,meter.o commit_observer.o)
TOOL     := $(call objects,plugin/tool)
PAPER    := $(call objects,plugin/base plugin/core plugin/certificate) $(OBJ)/plugin/system/atomic_file.o
MAIN     := $(OBJ)/test/main.o
# What of the rig needs no Kannel.
SUPPORT  := $(addprefix $(OBJ)/test/rig/,library_process.o sample_rules.o store_folder.o store_process.o store_samples.o warm_up.o)
# What of the benchmark only reckons or draws.
RECKONED := $(filter %_test.o %/percentiles.o %/verdict.o %/drawing.o %/report.o,$(call objects,test/bench))
UNIT     := $(filter-out $(OBJ)/test/unit/certificate/%,$(call objects,test/unit test/conversations)) $(SUPPORT) $(RECKONED)
RIG      := $(filter-out $(SUPPORT),$(call objects,test/rig))
KANNEL   := $(RIG) $(filter-out %/rehearse.o,$(call objects,test/system test/demo))
REHEARSE := $(filter-out %/rig_group.o,$(RIG)) $(filter-out %_test.o,$(call objects,test/demo))
TORTURE  := $(RIG) $(call objects,test/torture) $(addprefix $(OBJ)/test/rig/,store_folder.o store_process.o store_samples.o warm_up.o)
INSIDE   := $(HEART) $(call objects,test/bench/inside) $(OBJ)/test/rig/store_folder.o
# What measures is optimised as the products are, the rig too: it shares their cores.
BENCH    := $(patsubst %.cc,$(OBJ)/fast/%.o,$(filter-out %_test.cc,$(wildcard test/bench/*.cc)) \
            $(addprefix test/bench/inside/,people.cc register.cc office.cc) \
            $(patsubst $(OBJ)/%.o,%.cc,$(filter-out %/rig_group.o,$(RIG))))
REPLAYED := $(call objects,test/fuzz)
PRINTED  := $(call objects,test/unit/certificate) $(addprefix $(OBJ)/test/rig/,process.o run_folder.o)

PRODUCTS := $(addprefix $(BUILD)/,permit8103.so permit8103-box.so permitctl permit8103-certificate)
MANUALS  := $(addprefix $(BUILD)/man/,permitctl.1 permit8103-certificate.1 permit8103.conf.5 permit-rules.5 permit8103.8 permit8103-smsbox.8)
TESTS    := $(addprefix $(BUILD)/test/,unit fuzz certificate kannel torture)

# ---- Targets ---------------------------------------------------------------------------------------

.PHONY: products
products: $(PRODUCTS)

.PHONY: all
all: products $(BUILD)/rehearse check ## build the library, the tools and the rehearsal (default)

.PHONY: run
run: all ## start stock Kannel with the library and send it texts; AT=2020-07-21T10:00 rehearses then
	$(BUILD)/rehearse $(if $(AT),--at "$(AT)")

run_unit   = $(if $(SANITIZE),$(leaks) $(races)) $(BUILD)/test/unit $(BUILD)/test/fuzz $(BUILD)/test/certificate
# Both start the program that draws, and fontconfig leaks at its end.
leaks      = LSAN_OPTIONS=suppressions=test/unit/certificate/leaks.supp:print_suppressions=0
races      = TSAN_OPTIONS=suppressions=$(CURDIR)/test/check/races.supp
# Stock Kannel leaks at its end, our library needs the sanitizer's runtime to be there before it, and whether smsbox grows
# is seen only if little of what it has freed is kept. What records writes in `torture' stands where ThreadSanitizer does.
run_kannel = $(if $(SANITIZE),ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1 PERMIT8103_PRELOAD_FIRST=$(RUNTIME) \
             $(races)) $(BUILD)/test/kannel$(if $(filter thread,$(SANITIZE)),,+$(BUILD)/test/torture)

.PHONY: test test-unit test-kannel
test: all $(TESTS) ## build and run every test; ends in `N passed, N failed`
	test/check/run test/check/checks $(run_unit) $(run_kannel)

test-unit: all $(filter-out %/kannel %/torture,$(TESTS)) ## the tests without Kannel
	test/check/run $(run_unit)

test-kannel: all $(BUILD)/test/kannel $(BUILD)/test/torture ## the tests on real bearerbox and smsbox
	test/check/run $(run_kannel)

.PHONY: torture
torture: all $(BUILD)/test/torture ## break what the promises rest on, thousands of times: a line a fault
	PERMIT8103_TORTURE=1 $(if $(PAGE),PERMIT8103_PAGE=test/torture/README.md) test/check/run PERMIT8103_MINUTES=600 $(BUILD)/test/torture

.PHONY: bench
bench: products $(BUILD)/bench-kannel ## measure beside what stock Kannel does instead: a table, and build/bench/report.html
	$(BUILD)/bench-kannel $(if $(PAGE),--page test/bench/README.md)

.PHONY: bench-inside bench-growth
bench-inside: $(BUILD)/bench-inside ## how long the parts of an answer take, beside bare LMDB on the same register
	$<
bench-growth: $(BUILD)/bench-growth $(BUILD)/permitctl ## the register at 100 thousand, 1 and 10 million documents
	$< $(if $(PAGE),--page test/bench/README.md)

.PHONY: bench-check bench-record
bench-check bench-record: $(BUILD)/bench-instructions
bench-check: ## count the instructions of a text, and refuse 5 % more than are on record
	test/bench/check-instructions $< "$(CXX)"
bench-record: ## put on record how many instructions a text costs; `git diff` shows it
	test/bench/check-instructions --record $< "$(CXX)"

.PHONY: test-asan test-tsan
test-asan: ## every test under AddressSanitizer and UBSan
	$(MAKE) test SANITIZE=address,undefined

test-tsan: ## every test under ThreadSanitizer, but those of torture
	$(MAKE) test SANITIZE=thread

.PHONY: record
record: all $(filter-out %/kannel %/torture,$(TESTS)) ## write anew what conversations, bad rules and certificates say; `git diff` shows it
	PERMIT8103_RECORD=1 $(BUILD)/test/unit -g Conversations -g BadRules
	PERMIT8103_RECORD=1 $(BUILD)/test/certificate -g CertificatePage

.PHONY: check
check: ## refuse an include that breaks the table of rooms, and a test that is not in exactly one test binary
	$(call say,CHECK,'includes and tests')
	test/check/includes
	test/check/tests $(patsubst $(OBJ)/%.o,%.cc,unit: $(UNIT) fuzz: $(REPLAYED) certificate: $(PRINTED) kannel: $(KANNEL) torture: $(TORTURE))

.PHONY: tidy
tidy: $(patsubst %.cc,$(BUILD)/tidy/%.ok,$(SOURCES)) ## clang-tidy every source that has changed

.PHONY: format format-check
format: | deps ## clang-format every source in place
	clang-format -i $(SOURCES) $(HEADERS)

format-check: | deps ## refuse what `make format` would change
	clang-format --dry-run --Werror $(SOURCES) $(HEADERS)

.PHONY: compile_commands.json
compile_commands.json: $(BUILD)/compile_commands.json ## for editors: build/compile_commands.json

.PHONY: install
install: $(PRODUCTS) $(MANUALS) ## put the library, the tools, manuals, conf and rules under DESTDIR, PREFIX=/usr
	install -D -t $(DESTDIR)$(PREFIX)/lib/permit8103 -m 644 $(filter %.so,$(PRODUCTS))
	install -D -t $(DESTDIR)$(PREFIX)/bin $(filter-out %.so,$(PRODUCTS))
	install -D -t $(DESTDIR)$(PREFIX)/sbin packaging/permit8103-smsbox
	install -D -t $(DESTDIR)$(PREFIX)/share/doc/permit8103 -m 644 README.md conf/kannel-*.conf
	for page in conf plugin/tool; do install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/permit8103/$$page $$page/*.md; done
	for page in $(MANUALS); do \
	    install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man$${page##*.} $$page; done
	for tool in $(notdir $(filter-out %.so,$(PRODUCTS))); do install -D -m 644 packaging/$$tool.bash-completion \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$tool; done
	$(call keep,conf/permit8103.conf,/etc/kannel/permit8103/permit8103.conf)
	$(call keep,conf/smsbox.conf,/etc/kannel/permit8103/smsbox.conf)
	for file in $$(cd rules && find . -type f); do $(call keep,rules/$$file,/etc/kannel/permit8103/rules/$$file); done

# What an operator or an author has changed stays as it is.
keep = [ -e "$(DESTDIR)$2" ] || install -D -m 644 "$1" "$(DESTDIR)$2"

# Made from the help texts, the sample configuration and the manuals, so that they cannot differ.
.PHONY: man
man: $(MANUALS) ## the manual pages

$(BUILD)/man/%.1: $(BUILD)/% packaging/manpage | deps
	$(call manpage,$*,1,$<)
$(BUILD)/man/permit8103.conf.5: conf/permit8103.conf packaging/manpage | deps
	$(call manpage,permit8103.conf,5,$<)
$(BUILD)/man/permit-rules.5: rules/REFERENCE.md packaging/manpage | deps
	$(call manpage,permit-rules,5,$<)
$(BUILD)/man/permit8103.8: conf/README.md packaging/manpage | deps
	$(call manpage,permit8103,8,$<)
$(BUILD)/man/permit8103-smsbox.8: packaging/permit8103-smsbox packaging/manpage | deps
	$(call manpage,permit8103-smsbox,8,$<)
manpage = mkdir -p $(@D); $(call say,MAN,$@); packaging/manpage $1 $2 $3 > $@

.PHONY: deb
deb: | deps ## Debian packages in build/deb, looked at by lintian
	packaging/build-deb $(BUILD)/deb

.PHONY: test-package
test-package: deb ## live an operator's life with the packages in a Debian of their own; needs root
	packaging/test-package $(BUILD)/deb $(BUILD)/package

.PHONY: test-reproducible
test-reproducible: | deps ## build the packages twice, elsewhere and otherwise: they must be the same, byte by byte
	packaging/test-reproducible $(BUILD)/reproduced

.PHONY: deps
deps: ## install the Debian packages that are missing; `run` and `test` do so too
	packaging/dependencies $(if $(filter $(INSTALLING),$(MAKECMDGOALS)),--install) \
	    $(BUILD_PACKAGES) $(TEST_PACKAGES) $(if $(filter tidy format%,$(MAKECMDGOALS)),$(CLANG_PACKAGES)) \
	    $(if $(filter fuzz,$(MAKECMDGOALS)),$(FUZZ_PACKAGES)) \
	    $(if $(filter bench,$(MAKECMDGOALS)),$(BENCH_PACKAGES)) \
	    $(if $(filter tidy bench-%,$(MAKECMDGOALS)),$(INSIDE_PACKAGES)) \
	    $(if $(filter man install deb test-package test-reproducible,$(MAKECMDGOALS)),$(MAN_PACKAGES)) \
	    $(if $(filter deb test-package test-reproducible,$(MAKECMDGOALS)),$(DEB_PACKAGES))

.PHONY: clean
clean: ## remove everything that was built
	rm -rf build

.PHONY: help
help: ## this list
	sed -n 's/^\([a-z][a-z_.-]*\):.*## \(.*\)/\1\t\2/p' Makefile | \
	    awk -F '\t' '{ printf "  make %-24s%s\n", $$1, $$2 }'

# ---- Fuzzing: a target is test/fuzz/NAME.cc, its inputs are test/fuzz/NAME/ ------------------------------

FUZZED := text border record rules conf csv keys
# It is built of no more than it needs.
fuzz_text   := $(call objects,plugin/base plugin/system plugin/core plugin/ruleset) \
               $(addprefix $(OBJ)/,$(addprefix plugin/store/,memory_store.o format/record_bytes.o format/bytes.o) test/fuzz/replies.o)
fuzz_border := $(call objects,plugin/base plugin/core) $(addprefix $(OBJ)/plugin/kannel/,sms_msg.o wire/frames.o wire/ucs2.o)
fuzz_record := $(call objects,plugin/base plugin/system plugin/core plugin/metrics plugin/store)
fuzz_rules  := $(call objects,plugin/base plugin/system plugin/core plugin/ruleset) $(OBJ)/test/fuzz/replies.o
fuzz_conf   := $(call objects,plugin/base plugin/core plugin/conf)
fuzz_csv    := $(call objects,plugin/base plugin/core) $(addprefix $(OBJ)/plugin/,operations/csv.o ruleset/read/encoding.o)
fuzz_keys   := $(call objects,plugin/base plugin/system plugin/core plugin/checkcode)
# Kannel's own messages. What else its libraries name is never called: no expression, no database.
gw_libs     := -L/usr/lib/$(shell $(CXX) -print-multiarch)/kannel -lgw -lgwlib -lssl -lresolv \
               $(patsubst %,-Wl$(comma)--defsym=%=0,$(addprefix pcreposix_reg,comp error exec free) mysql_get_client_info)

.PHONY: fuzz
fuzz: | deps ## hostile inputs without end: TIME=60 seconds for each target, TARGET=text for one alone
	$(MAKE) CXX=clang++ CXXFLAGS="$(filter-out -g,$(CXXFLAGS)) -gline-tables-only" BUILD=build/fuzz \
	    SANITIZE="fuzzer-no-link,address,undefined -fno-sanitize=$(seen_by_address)" run-fuzz

# They cost half of the speed, and address finds most of what they do.
seen_by_address := null,alignment,object-size,vptr

run-fuzz: $(addprefix $(BUILD)/,$(or $(TARGET),$(FUZZED)) rules.dict text.dict)
	test/fuzz/run $(BUILD) $(or $(TIME),60) $(or $(TARGET),$(FUZZED))

$(BUILD)/rules.dict: rules/permit.rng
	mkdir -p $(@D)
	grep -oE '(name="|<value>)[a-z0-9-]+' $< | sed 's/.*[">]//; s/.*/"&"/' | sort -u > $@
$(BUILD)/text.dict: $(wildcard rules/8103/service.xml test/rules/services/*/service.xml)
	mkdir -p $(@D)
	LC_ALL=C grep -ohE '="[ -!#-~]{1,20}"' $^ | cut -c 2- | sort -u > $@

# Here targets are run more often than they are compiled.
unoptimised = $(if $(findstring fuzzer,$(SANITIZE)),,-O0)

# libFuzzer's main calls LLVMFuzzerTestOneInput; the replay calls those of all targets.
entry_point = $(if $(findstring fuzzer,$(SANITIZE)),,-DLLVMFuzzerTestOneInput=fuzz_$(basename $(notdir $1)))

# ---- Objects ---------------------------------------------------------------------------------------

# gwlib's structures depend on its macros. /usr/include itself as -isystem would hide libstdc++'s own.
gwlib = $(patsubst -I%,-isystem %,$(filter-out -I/usr/include -I/usr/include/, \
            $(filter -I% -D%,$(shell gw-config --cflags))))

# Pango's headers are below folders of their own, and what they include too.
drawing = $(patsubst -I%,-isystem %,$(filter -I% -D%,$(shell pkg-config --cflags pangocairo)))

# Debian 12's valgrind does not read what clang writes otherwise.
dwarf = $(if $(findstring clang,$(CXX)),-gdwarf-4)

# The flags of one source. Stub and interposer are preloaded into processes that know nothing of a sanitizer.
# A test is compiled more often than it is run: what it tests is optimised, it itself is not, but for what measures.
flags = $(dwarf) $(CXXFLAGS) $(WARNINGS) $(if $(filter test/%,$1),$(if $(filter test/bench/%,$1),,$(unoptimised)) -I.,$(HARDENED)) \
        $(if $(filter %/stub.cc %/interposer.cc,$1),,$(SANITIZED)) $(CPPFLAGS) \
        $(if $(filter plugin/kannel/% test/fuzz/border.cc,$1),$(gwlib)) $(if $(filter plugin/certificate/%,$1),$(drawing)) \
        $(if $(filter test/fuzz/%,$1),$(entry_point))

$(OBJ)/%.o: %.cc $(BUILD)/compiler | deps
	mkdir -p $(@D)
	$(call say,CXX,$<)
	$(CXX) $(call flags,$<) $(if $(filter-out test/fuzz/border.cc test/torture/interposer.cc test/bench/%,$(filter test/%,$<)),-include $(BEGINNING)) -MMD -MP -c -o $@ $<

$(OBJ)/fast/%.o: private unoptimised :=
$(OBJ)/fast/%.o: %.cc $(BUILD)/compiler | deps
	mkdir -p $(@D)
	$(call say,CXX,$<)
	$(CXX) $(call flags,$<) -MMD -MP -c -o $@ $<

# What nearly every test begins with, read once for all of them.
BEGINNING := $(OBJ)/test/rig/pch.h
$(patsubst %.cc,$(OBJ)/%.o,$(filter test/%,$(SOURCES))): $(BEGINNING).gch
$(BEGINNING).gch: test/rig/pch.h $(BUILD)/compiler | deps
	mkdir -p $(@D)
	$(call say,CXX,$<)
	$(CXX) $(call flags,$<) -MMD -MP -MF $(BEGINNING).d -MT $@ -x c++-header -c -o $@ $<

-include $(BEGINNING).d

# Assembled in: the compiler names no such dependency.
$(OBJ)/plugin/ruleset/read/schema.o: rules/permit.rng
$(OBJ)/plugin/tool/rules/fault_manual.o: rules/faults.md

# What a binary says of itself: the hash of all that goes into one.
ORIGINS := $(sort $(filter plugin/%,$(SOURCES) $(HEADERS)) rules/permit.rng rules/faults.md)
$(OBJ)/plugin/core/version.o: $(ORIGINS)
$(OBJ)/plugin/core/version.o: private CPPFLAGS += -DPERMIT8103_SOURCES=\"$$(cat $(ORIGINS) | sha256sum | head -c 12)\"

-include $(SOURCES:%.cc=$(OBJ)/%.d) $(BENCH:.o=.d)

# What every object is compiled with: a change of it is a change of them all.
$(BUILD)/compiler: always | deps
	mkdir -p $(@D)
	now="$$($(CXX) --version | head -n 1) $(flags)"; \
	    [ "$$now" = "$$(cat $@ 2>/dev/null)" ] || echo "$$now" > $@

.PHONY: always
always:

$(BUILD)/compile_commands.json: $(SOURCES) Makefile | deps
	mkdir -p $(@D)
	printf '%s\n' $(foreach source,$(SOURCES),'{ "directory": "$(CURDIR)", "file": "$(source)", \
	    "command": "$(CXX) $(call flags,$(source)) -c -o $(source:%.cc=$(OBJ)/%.o) $(source)" }') | \
	    sed -e '1s/^/[/' -e '$$!s/$$/,/' -e '$$s/$$/]/' > $@

# An object is made again when one of its headers has changed: so is the check of its source.
$(BUILD)/tidy/%.ok: %.cc $(OBJ)/%.o .clang-tidy test/.clang-tidy
	mkdir -p $(@D)
	$(call say,TIDY,$<)
	clang-tidy --quiet $< -- $(call flags,$<) 2>&1 | sed '/warnings\{0,1\} generated\.$$/d'
	touch $@

# ---- Products ----------------------------------------------------------------------------------------

runtimes = $(if $(SANITIZE),libasan libubsan libtsan)
link = mkdir -p $(@D); $(call say,LINK,$@); $(CXX) $(LDFLAGS) $(SANITIZED) -o $@ $(filter %.o,$^)

$(BUILD)/permit8103.so: private SANITIZED :=
$(BUILD)/permit8103.so: $(STUB)
	$(link) -shared -Wl,-z,defs
	$(call say,CHECK,$@)
	test/check/links $@

$(BUILD)/permit8103-box.so: $(HEART) $(BOX)
	$(link) -shared $(LIBS)
	$(call say,CHECK,$@)
	test/check/links $@ libxml2 liblmdb libcrypto libdate-tz $(runtimes)

# Who runs a tool links no graphics for it, but for the program that draws.
$(BUILD)/permitctl: $(HEART) $(TOOL)
	$(link) $(LIBS)
	$(call say,CHECK,$@)
	test/check/links $@ libxml2 liblmdb libcrypto libdate-tz $(runtimes)

$(BUILD)/permit8103-certificate: $(PAPER)
	$(link) $(DRAWLIBS)
	$(call say,CHECK,$@)
	test/check/links $@ libpangocairo-1.0 libpango-1.0 libgobject-2.0 libglib-2.0 libcairo libqrcodegencpp $(runtimes)

$(BUILD)/test/unit: $(HEART) $(APART) $(filter-out %/main.o,$(TOOL)) $(MAIN) $(UNIT)
	$(link) $(TESTLIBS) $(LIBS)

$(BUILD)/test/fuzz: $(MAIN) $(REPLAYED) $(sort $(foreach target,$(FUZZED),$(fuzz_$(target))))
	$(link) $(TESTLIBS) $(gw_libs) $(LIBS)

$(BUILD)/test/certificate: $(MAIN) $(PRINTED)
	$(link) $(TESTLIBS)

$(BUILD)/test/kannel: $(HEART) $(MAIN) $(KANNEL)
	$(link) $(TESTLIBS) $(LIBS)

$(BUILD)/test/torture: $(HEART) $(MAIN) $(TORTURE) | $(BUILD)/test/interposer.so
	$(link) $(TESTLIBS) $(LIBS)

# Preloaded into smsbox by those tests.
$(BUILD)/test/interposer.so: private SANITIZED :=
$(BUILD)/test/interposer.so: $(OBJ)/test/torture/interposer.o
	$(link) -shared

$(BUILD)/bench-kannel: $(HEART) $(BENCH)
	$(link) $(LIBS)

# These have a main each. What the store hands to LMDB is looked at on the way.
$(BUILD)/bench-inside: $(filter-out %/growth.o %/instructions.o,$(INSIDE))
	$(link) $(addprefix -Wl$(comma)--wrap=,mdb_env_open mdb_dbi_open mdb_put mdb_txn_commit) -lbenchmark $(LIBS)

$(BUILD)/bench-growth: $(filter-out %/micro.o %/instructions.o %/puts.o,$(INSIDE))
	$(link) $(LIBS)

$(BUILD)/bench-instructions: $(filter-out %/growth.o %/micro.o %/puts.o,$(INSIDE))
	$(link) $(LIBS)

$(BUILD)/rehearse: $(HEART) $(REHEARSE)
	$(link) $(LIBS)
$(addprefix $(BUILD)/,$(FUZZED)): $(BUILD)/%: $(OBJ)/test/fuzz/%.o
	$(link) -fsanitize=fuzzer $(if $(filter %/border,$@),$(gw_libs)) $(LIBS)
$(foreach target,$(FUZZED),$(eval $(BUILD)/$(target): $(fuzz_$(target))))
