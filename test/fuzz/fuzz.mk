# Fuzzing. A target is test/fuzz/NAME.cc, its inputs are test/fuzz/NAME/. `make fuzz` mutates the inputs;
# build/test/fuzz, which `make test` runs, replays them.

PACKAGES.fuzz = $(BUILD_PACKAGES) clang libclang-rt-14-dev

FUZZED := text border record rules conf csv keys
# The border target links the message functions of Kannel. The other symbols that these libraries need (regular
# expressions, a database) are never called, so they are defined as 0.
KANNEL_LIBS  = -L/usr/lib/$(shell $(CXX) -print-multiarch)/kannel -lgw -lgwlib -lssl -lresolv \
               $(patsubst %,-Wl$(comma)--defsym=%=0,$(addprefix pcreposix_reg,comp error exec free) mysql_get_client_info)

# The checks named in -fno-sanitize halve the speed, and AddressSanitizer finds most of what they find.
.PHONY: run-fuzz
fuzz: | deps ## mutate inputs, TIME=60 seconds for each target; TARGET=text for one target
	$(MAKE) run-fuzz BUILD=build/fuzz CXX=clang++ DEBUG=-gline-tables-only TEST_FLAGS=-O2 HARDENED= FUZZ_ENTRY= \
	    SANITIZED="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=null,alignment,object-size,vptr \
	    -fno-sanitize-recover=all -fno-omit-frame-pointer"

run-fuzz: $(addprefix $(BUILD)/,$(or $(TARGET),$(FUZZED)) rules.dict text.dict)
	test/fuzz/run $(BUILD) $(or $(TIME),60) $(or $(TARGET),$(FUZZED))

$(BUILD)/rules.dict: rules/permit.rng
	mkdir -p $(@D)
	grep -oE '(name="|<value>)[a-z0-9-]+' $< | sed 's/.*[">]//; s/.*/"&"/' | sort -u > $@
$(BUILD)/text.dict: $(wildcard rules/8103/service.xml test/rules/services/*/service.xml)
	mkdir -p $(@D)
	LC_ALL=C grep -ohE '="[ -!#-~]{1,20}"' $^ | cut -c 2- | sort -u > $@

$(addprefix $(BUILD)/,$(FUZZED)): $(BUILD)/%: $(OBJ)/test/fuzz/%.o $(ARCHIVE)
	$(link) -fsanitize=fuzzer $(if $(filter %/border,$@),$(KANNEL_LIBS)) $(LIBS)
$(BUILD)/text $(BUILD)/rules: $(OBJ)/test/fuzz/replies.o
$(BUILD)/test/fuzz: $(MAIN_OBJ) $(FUZZ_OBJS) $(ARCHIVE)
	$(link) $(KANNEL_LIBS) $(TEST_LIBS)
