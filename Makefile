# permit8103: builds, runs and checks the project. `make help` lists the targets.
#
#   make CXX=clang++                  use another compiler
#   make test SANITIZE=address        build with a sanitizer, in build/san-address
#   make run AT=2020-07-21T10:00      rehearse at that local time
#   make V=1                          show every command

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-builtin-rules --no-print-directory $(if $(filter 0,$(MAKELEVEL)),--jobs=$(shell nproc))
.DELETE_ON_ERROR:
.SUFFIXES:
ifndef V
.SILENT:
endif
say          = printf '  %-8s%s\n' $1 $2
comma       := ,
MAKE_FILES  := Makefile test/fuzz/fuzz.mk test/bench/bench.mk packaging/packaging.mk

# ---- Debian packages ---------------------------------------------------------------------------

LIBRARY_PACKAGES := g++ kannel-dev libxml2-dev liblmdb-dev libssl-dev libhowardhinnant-date-dev
KANNEL_PACKAGES  := kannel kannel-extras tzdata
TOOL_PACKAGES    := libcli11-dev nlohmann-json3-dev libpango1.0-dev libqrcodegencpp-dev fonts-dejavu-core
TEST_PACKAGES    := libcpputest-dev poppler-utils zbar-tools valgrind

# `make GOAL` needs PACKAGES.GOAL, or BUILD_PACKAGES if that is not defined.
BUILD_PACKAGES        = $(LIBRARY_PACKAGES) $(KANNEL_PACKAGES) $(TOOL_PACKAGES) $(TEST_PACKAGES)
PACKAGES.run          = $(LIBRARY_PACKAGES) $(KANNEL_PACKAGES)
PACKAGES.tidy         = $(BUILD_PACKAGES) clang-tidy libbenchmark-dev
PACKAGES.test-clang   = $(BUILD_PACKAGES) clang
PACKAGES.format       = clang-format
PACKAGES.format-check = clang-format

# These goals install missing packages. Others name them and fail.
INSTALLING := deps run record test test-% torture tidy format format-check fuzz deb bench bench-%

# ---- Flags -------------------------------------------------------------------------------------

DEBUG    := -g
CXXFLAGS := -std=c++20 -O2 $(DEBUG) -fPIC -pthread -fvisibility=hidden -fvisibility-inlines-hidden
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Werror
# libxml2's headers include those of ICU, and gwlib includes them inside `extern "C"`, which allows no templates.
CPPFLAGS := -Iplugin -isystem /usr/include/libxml2 -DU_SHOW_CPLUSPLUS_API=0 -DUSE_OS_TZDB=1
HARDENED := $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2 -fstack-protector-strong)
LDFLAGS  := -pthread -Wl,--as-needed,-z,relro,-z,now
LIBS     := -lxml2 -llmdb -lcrypto -ldate-tz

# A sanitized build is compiled for its tests only. gcc warns of uninitialized variables in code that a sanitizer adds.
SANITIZED := $(if $(SANITIZE),-O1 -g1 -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer \
                 $(if $(findstring clang,$(CXX)),,-Wno-maybe-uninitialized))
BUILD     := build$(if $(SANITIZE),/san-$(subst $(comma),-,$(SANITIZE)))
OBJ       := $(BUILD)/obj

# FLAGS.PLACE: flags of a file, or of every file below a folder, in addition to those above. The innermost come last.
# Verbs and tests are compiled more often than they run, so they are optimized less; benchmarks are optimized.
FLAGS.plugin                     = $(HARDENED)
FLAGS.plugin/kannel              = $(GWLIB_FLAGS)
FLAGS.plugin/kannel/stub.cc      = $(NOT_SANITIZED)
FLAGS.plugin/certificate         = $(PANGO_FLAGS)
FLAGS.plugin/tool                = $(VERB_FLAGS)
FLAGS.test                       = -I. $(TEST_FLAGS)
FLAGS.test/bench                 = -O2
FLAGS.test/fuzz                  = $(FUZZ_ENTRY)
FLAGS.test/fuzz/border.cc        = $(GWLIB_FLAGS)
FLAGS.test/torture/interposer.cc = $(NOT_SANITIZED)

# PCH.PLACE: the precompiled header of the files there; none for files with other macros or optimization.
PCH := yes
PCH.plugin      = plugin/base/pch.h
PCH.plugin/tool = plugin/tool/pch.h
PCH.test        = test/rig/pch.h
NO_PCH := plugin/kannel plugin/certificate test/bench test/fuzz/border.cc test/torture/interposer.cc

TEST_FLAGS := -O0 -g1
VERB_FLAGS := -O1 -g1
# libFuzzer calls one function of this name. The tests link all fuzz targets, so each ($1) has another name there.
FUZZ_ENTRY    = -DLLVMFuzzerTestOneInput=fuzz_$(basename $(notdir $1))
# The stub and the interposer are loaded into processes without the runtime of a sanitizer.
NOT_SANITIZED = $(if $(SANITIZE),-fno-sanitize=all)
# These run programs of packages, so they are expanded only when a source is compiled: a fresh machine lacks them.
# The structures of gwlib depend on its macros. /usr/include as -isystem hides the headers of libstdc++.
GWLIB_FLAGS   = $(patsubst -I%,-isystem %,$(filter-out -I/usr/include -I/usr/include/, \
                    $(filter -I% -D%,$(shell gw-config --cflags))))
PANGO_FLAGS   = $(patsubst -I%,-isystem %,$(filter -I% -D%,$(shell pkg-config --cflags pangocairo)))
# The valgrind of Debian 12 cannot read clang's DWARF 5.
DWARF         = $(if $(findstring clang,$(CXX)),-gdwarf-4)

# places: plugin plugin/kannel plugin/kannel/stub.cc
places = $(if $(filter-out ./,$(dir $1)),$(call places,$(patsubst %/,%,$(dir $1)))) $1
flags  = $(DWARF) $(CXXFLAGS) $(WARNINGS) $(SANITIZED) $(CPPFLAGS) $(foreach place,$(call places,$1),$(FLAGS.$(place)))
pch_of = $(if $(filter $(if $(PCH),$(NO_PCH),%),$(call places,$1)),,$(lastword $(foreach place,$(call places,$1),$(PCH.$(place)))))

# Tests and the rehearsal find the products in PERMIT8103_BUILD. ccache needs the other to cache objects that use a PCH.
export PERMIT8103_BUILD  := $(BUILD)
export CCACHE_SLOPPINESS := pch_defines,time_macros

# ---- Sources and objects -----------------------------------------------------------------------

SOURCES := $(sort $(shell find plugin test -name '*.cc'))
HEADERS := $(sort $(shell find plugin test -name '*.h'))
# $(call objects,FOLDER...): the objects of all sources below these folders.
objects     = $(patsubst %.cc,$(OBJ)/%.o,$(filter $(addsuffix /%,$1),$(SOURCES)))
rig_objects = $(patsubst %,$(OBJ)/test/rig/%.o,$1)

STUB_OBJ         := $(OBJ)/plugin/kannel/stub.o
MAIN_OBJ         := $(OBJ)/test/main.o
PRINT_OBJS       := $(call objects,plugin/ruleset/print)
CORE_OBJS        := $(filter-out $(PRINT_OBJS),$(call objects,$(addprefix plugin/,base system core metrics ruleset store \
                        checkcode conf)))
# The tools and the tests link these; the library neither prints rules nor administers a register.
FACE_OBJS        := $(PRINT_OBJS) $(call objects,plugin/operations)
BOX_OBJS         := $(filter-out $(STUB_OBJ),$(call objects,plugin/kannel plugin/service))
TOOL_OBJS        := $(call objects,plugin/tool)
CERTIFICATE_OBJS := $(call objects,plugin/certificate)

# The parts of the box that tests link without Kannel.
WIRE_OBJS        := $(call objects,plugin/kannel/wire) $(addprefix $(OBJ)/plugin/,kannel/sms_msg.o service/meter.o \
                        service/commit_observer.o)
ARCHIVE          := $(OBJ)/plugin.a

# test/rig has helpers for tests without Kannel, for tests on Kannel, and for the rehearsal, which has no CppUTest.
STORE_RIG_OBJS   := $(call rig_objects,store_folder store_process store_samples warm_up)
UNIT_RIG_OBJS    := $(STORE_RIG_OBJS) $(call rig_objects,library_process sample_rules spellings)
KANNEL_RIG_OBJS  := $(filter-out $(UNIT_RIG_OBJS),$(call objects,test/rig))
DEMO_RIG_OBJS    := $(filter-out $(call rig_objects,rig_group permitctl rule_copy crowd),$(KANNEL_RIG_OBJS))
# The parts of the benchmark that compute and draw have unit tests.
BENCH_PURE_OBJS  := $(filter %_test.o %/percentiles.o %/verdict.o %/drawing.o %/report.o,$(call objects,test/bench))

UNIT_OBJS             := $(filter-out $(OBJ)/test/unit/certificate/%,$(call objects,test/unit test/conversations)) \
                         $(UNIT_RIG_OBJS) $(BENCH_PURE_OBJS)
FUZZ_OBJS             := $(call objects,test/fuzz)
CERTIFICATE_TEST_OBJS := $(call objects,test/unit/certificate) $(call rig_objects,process run_folder)
KANNEL_OBJS           := $(KANNEL_RIG_OBJS) $(filter-out %/rehearse.o,$(call objects,test/system test/demo))
TORTURE_OBJS          := $(KANNEL_RIG_OBJS) $(STORE_RIG_OBJS) $(call objects,test/torture)
REHEARSE_OBJS         := $(DEMO_RIG_OBJS) $(filter-out %_test.o,$(call objects,test/demo))

LIBRARY       := $(addprefix $(BUILD)/,permit8103.so permit8103-box.so)
TOOLS         := $(addprefix $(BUILD)/,permitctl permit8103-certificate)
PRODUCTS      := $(LIBRARY) $(TOOLS)
UNIT_TESTS    := $(addprefix $(BUILD)/test/,unit fuzz certificate)
KANNEL_TESTS  := $(addprefix $(BUILD)/test/,kannel torture)

# ---- Targets: `make help` prints the text after ## -----------------------------------------------

.PHONY: $(shell sed -n 's/^\([a-z][a-z_.-]*\):.*\#\#.*/\1/p' $(MAKE_FILES)) always

all: products $(BUILD)/rehearse check ## build the library, the tools and the rehearsal (default)

products: $(PRODUCTS) ## build the library and the tools

run: $(LIBRARY) $(BUILD)/rehearse ## send texts to stock Kannel with the library; AT=2020-07-21T10:00 rehearses then
	$(BUILD)/rehearse $(if $(AT),--at "$(AT)")

# fontconfig leaks in the program that draws.
run_unit   = $(if $(SANITIZE),LSAN_OPTIONS=suppressions=test/unit/certificate/leaks.supp:print_suppressions=0 $(races)) \
             $(UNIT_TESTS)
# Stock Kannel leaks when it ends. The sanitizer's runtime must load before the library. Growth of smsbox shows only
# if the sanitizer keeps little freed memory. ThreadSanitizer and the interposer of `torture' cannot be combined.
run_kannel = $(if $(SANITIZE),ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1 PERMIT8103_PRELOAD_FIRST=$(runtime) \
             $(races)) $(BUILD)/test/kannel$(if $(filter thread,$(SANITIZE)),,+$(BUILD)/test/torture)
races      = TSAN_OPTIONS=suppressions=$(CURDIR)/test/check/races.supp
runtime    = $(if $(filter-out undefined,$(SANITIZE)),$(shell $(CXX) -print-file-name=lib$(if $(filter thread,$(SANITIZE)),t,a)san.so))

# The unit tests use the time in which those on Kannel wait: KANNEL+TORTURE+UNIT FUZZ CERTIFICATE.
run_all    = $(if $(SANITIZE),$(run_unit) $(run_kannel),$(run_kannel)+$(UNIT_TESTS))
test: all $(UNIT_TESTS) $(KANNEL_TESTS) ## build and run every test; ends in `N passed, N failed`
	test/check/run test/check/checks $(run_all)
test-unit: $(TOOLS) $(UNIT_TESTS) ## run the tests that need no Kannel
	test/check/run $(run_unit)
test-kannel: all $(KANNEL_TESTS) ## run the tests on real bearerbox and smsbox
	test/check/run $(run_kannel)

torture: all $(BUILD)/test/torture ## run each fault of test/torture thousands of times; prints a line for each
	PERMIT8103_TORTURE=1 $(if $(PAGE),PERMIT8103_PAGE=test/torture/README.md) test/check/run PERMIT8103_MINUTES=600 $(BUILD)/test/torture

gates: ## run what .ci/run does not: sanitizers on Kannel, clang-tidy, clang, packages; needs root and hours
	for gate in test-tsan test-asan tidy test-clang test-package test-reproducible; do $(MAKE) $$gate; done

test-asan: ## run every test under AddressSanitizer and UBSan
	$(MAKE) test SANITIZE=address,undefined
test-tsan: ## run every test but `torture` under ThreadSanitizer
	$(MAKE) test SANITIZE=thread
test-clang: | deps ## build with clang and without precompiled headers, and run the unit tests
	$(MAKE) test-unit CXX=clang++ PCH= BUILD=build/clang

check: ## refuse includes that break the table of rooms, tests in no binary or several, and new worn phrases
	$(call say,CHECK,'includes$(comma) tests and English')
	test/check/includes
	test/check/tests $(patsubst $(OBJ)/%.o,%.cc,unit: $(UNIT_OBJS) fuzz: $(FUZZ_OBJS) certificate: $(CERTIFICATE_TEST_OBJS) \
	    kannel: $(KANNEL_OBJS) torture: $(TORTURE_OBJS))
	test/check/english

record: $(TOOLS) $(UNIT_TESTS) ## write what conversations, bad rules and certificates say now; `git diff` shows it
	PERMIT8103_RECORD=1 $(BUILD)/test/unit -g Conversations -g BadRules
	PERMIT8103_RECORD=1 $(BUILD)/test/certificate -g CertificatePage

tidy: $(patsubst %.cc,$(BUILD)/tidy/%.ok,$(SOURCES)) ## run clang-tidy on every source that has changed

format: | deps ## run clang-format on every source in place
	clang-format -i $(SOURCES) $(HEADERS)
format-check: | deps ## refuse what `make format` would change
	clang-format --dry-run --Werror $(SOURCES) $(HEADERS)

compile_commands.json: $(BUILD)/compiler ## write build/compile_commands.json for editors
	$(file > $(BUILD)/$@,$(subst }$(comma) ],} ],[ $(foreach source,$(SOURCES),{ "directory": "$(CURDIR)"$(comma) "file": \
	    "$(source)"$(comma) "command": "$(CXX) $(call flags,$(source)) -c -o $(source:%.cc=$(OBJ)/%.o) $(source)" }$(comma)) ]))

deps: ## install the Debian packages that are missing; `run` and `test` do so too
	packaging/dependencies $(if $(filter $(INSTALLING),$(MAKECMDGOALS)),--install) \
	    $(sort $(foreach goal,$(or $(MAKECMDGOALS),all),$(or $(PACKAGES.$(goal)),$(BUILD_PACKAGES))))

clean: ## remove everything that was built
	rm -rf build

help: ## print this list
	sed -n 's/^\([a-z][a-z_.-]*\):.*## \(.*\)/\1\t\2/p' $(MAKE_FILES) | \
	    awk -F '\t' '{ printf "  make %-24s%s\n", $$1, $$2 }'

# ---- Compiling ---------------------------------------------------------------------------------

$(OBJ)/%.o: %.cc $(BUILD)/compiler | deps
	mkdir -p $(@D)
	$(call say,CXX,$<)
	$(CXX) $(call flags,$<) $(addprefix -Winvalid-pch -fpch-preprocess -include $(OBJ)/,$(call pch_of,$<)) -MMD -MP -c -o $@ $<

$(ARCHIVE): $(CORE_OBJS) $(FACE_OBJS) $(WIRE_OBJS)
	rm -f $@
	ar rcsT $@ $^

$(OBJ)/%.h.gch: %.h $(BUILD)/compiler | deps
	mkdir -p $(@D)
	$(call say,PCH,$<)
	$(CXX) $(call flags,$<) -MMD -MP -MF $(@:.gch=.d) -MT $@ -x c++-header -c -o $@ $<

$(foreach source,$(SOURCES),$(eval $(OBJ)/$(source:.cc=.o): $(patsubst %,$(OBJ)/%.gch,$(call pch_of,$(source)))))

# The assembler reads these files, so the compiler does not name them as dependencies.
$(OBJ)/plugin/ruleset/read/schema.o: rules/permit.rng
$(OBJ)/plugin/tool/rules/explain.o: rules/faults.md

# The version that a binary prints holds the hash of all sources of the binaries.
HASHED := $(sort $(filter plugin/%,$(SOURCES) $(HEADERS)) rules/permit.rng rules/faults.md)
$(OBJ)/plugin/core/version.o: $(HASHED)
$(OBJ)/plugin/core/version.o: private CPPFLAGS += -DPERMIT8103_SOURCES=\"$$(cat $(HASHED) | sha256sum | head -c 12)\"

-include $(SOURCES:%.cc=$(OBJ)/%.d) $(patsubst %,$(OBJ)/%.d,$(PCH.plugin) $(PCH.plugin/tool) $(PCH.test))

# The compiler and its flags. All objects are compiled again when they change.
$(BUILD)/compiler: always | deps
	mkdir -p $(@D)
	now="$$($(CXX) --version | head -n 1) $(call flags,plugin) $(TEST_FLAGS) $(VERB_FLAGS) $(PCH)"; \
	    [ "$$now" = "$$(cat $@ 2>/dev/null)" ] || echo "$$now" > $@

# The object is compiled again when a header of the source has changed, and so the source is checked again.
$(BUILD)/tidy/%.ok: %.cc $(OBJ)/%.o .clang-tidy test/.clang-tidy
	mkdir -p $(@D)
	$(call say,TIDY,$<)
	clang-tidy --quiet $< -- $(call flags,$<) 2>&1 | sed '/warnings\{0,1\} generated\.$$/d'
	touch $@

# ---- Linking -----------------------------------------------------------------------------------

# test/check/links refuses a library that it is not given.
link        = mkdir -p $(@D); $(call say,LINK,$@); $(CXX) $(LDFLAGS) $(SANITIZED) -o $@ $(filter %.o,$^) $(filter %.a,$^)
check_links = test/check/links $@ $1 $(if $(SANITIZE),libasan libubsan libtsan)
TEST_LIBS  := -lCppUTestExt -lCppUTest $(LIBS)

$(BUILD)/permit8103.so $(BUILD)/test/interposer.so: private SANITIZED :=
$(BUILD)/permit8103.so: $(STUB_OBJ)
	$(link) -shared -Wl,-z,defs
	test/check/links $@

$(BUILD)/permit8103-box.so: $(CORE_OBJS) $(BOX_OBJS)
	$(link) -shared $(LIBS)
	$(call check_links,libxml2 liblmdb libcrypto libdate-tz)

$(BUILD)/permitctl: $(CORE_OBJS) $(FACE_OBJS) $(TOOL_OBJS)
	$(link) $(LIBS)
	$(call check_links,libxml2 liblmdb libcrypto libdate-tz)

# A separate program, so that permitctl links no graphics.
$(BUILD)/permit8103-certificate: $(CERTIFICATE_OBJS) $(ARCHIVE)
	$(link) -lpangocairo-1.0 -lpango-1.0 -lgobject-2.0 -lglib-2.0 -lcairo -lqrcodegencpp
	$(call check_links,libpangocairo-1.0 libpango-1.0 libgobject-2.0 libglib-2.0 libcairo libqrcodegencpp)

$(BUILD)/rehearse: $(REHEARSE_OBJS) $(CORE_OBJS)
	$(link) $(LIBS)
$(BUILD)/test/unit: $(MAIN_OBJ) $(UNIT_OBJS) $(filter-out %/main.o,$(TOOL_OBJS)) $(ARCHIVE)
	$(link) $(TEST_LIBS)
$(BUILD)/test/certificate: $(MAIN_OBJ) $(CERTIFICATE_TEST_OBJS)
	$(link) $(TEST_LIBS)
$(BUILD)/test/kannel: $(MAIN_OBJ) $(KANNEL_OBJS) $(CORE_OBJS)
	$(link) $(TEST_LIBS)
$(BUILD)/test/torture: $(MAIN_OBJ) $(TORTURE_OBJS) $(CORE_OBJS) | $(BUILD)/test/interposer.so
	$(link) $(TEST_LIBS)
$(BUILD)/test/interposer.so: $(OBJ)/test/torture/interposer.o
	$(link) -shared

include $(filter %.mk,$(MAKE_FILES))
