# Benchmarks. The rig shares the cores with what is measured, so it is compiled again with -O2 into build/obj/fast.

PACKAGES.bench = $(BUILD_PACKAGES) nginx-light gunicorn
$(foreach goal,inside growth check record,$(eval PACKAGES.bench-$(goal) = $$(BUILD_PACKAGES) libbenchmark-dev))

FAST_SOURCES := $(filter-out %_test.cc,$(wildcard test/bench/*.cc)) \
                $(addprefix test/bench/inside/,people.cc register.cc bench_service.cc) \
                $(patsubst $(OBJ)/%.o,%.cc,$(filter-out %/rig_group.o,$(KANNEL_RIG_OBJS)))
FAST_OBJS    := $(FAST_SOURCES:%.cc=$(OBJ)/fast/%.o)
INSIDE_OBJS  := $(CORE_OBJS) $(call objects,test/bench/inside) $(call rig_objects,store_folder)

bench: products $(BUILD)/bench-kannel ## compare with what stock Kannel offers: a table, and build/bench/report.html
	$(BUILD)/bench-kannel $(if $(PAGE),--page test/bench/README.md)
bench-inside: $(BUILD)/bench-inside ## time the parts of an answer, next to bare LMDB on the same register
	$<
bench-growth: $(BUILD)/bench-growth $(BUILD)/permitctl ## measure registers of 100 thousand, 1 and 10 million documents
	$< $(if $(PAGE),--page test/bench/README.md)
bench-check: $(BUILD)/bench-instructions ## count the instructions of a text, and refuse 5 % more than are on record
	test/bench/check-instructions $< "$(CXX)"
bench-record: $(BUILD)/bench-instructions ## put on record how many instructions a text costs; `git diff` shows it
	test/bench/check-instructions --record $< "$(CXX)"

$(OBJ)/fast/%.o: private TEST_FLAGS := -O2
$(OBJ)/fast/%.o: %.cc $(BUILD)/compiler | deps
	mkdir -p $(@D)
	$(call say,CXX,$<)
	$(CXX) $(call flags,$<) -MMD -MP -c -o $@ $<

-include $(FAST_OBJS:.o=.d)

$(BUILD)/bench-kannel: $(CORE_OBJS) $(FAST_OBJS)
	$(link) $(LIBS)

# Each program has a main. The first also records what the store passes to LMDB.
$(BUILD)/bench-inside: $(filter-out %/growth.o %/instructions.o,$(INSIDE_OBJS))
	$(link) $(addprefix -Wl$(comma)--wrap=,mdb_env_open mdb_dbi_open mdb_put mdb_txn_commit) -lbenchmark $(LIBS)
$(BUILD)/bench-growth: $(filter-out %/micro.o %/instructions.o %/puts.o,$(INSIDE_OBJS))
	$(link) $(LIBS)
$(BUILD)/bench-instructions: $(filter-out %/growth.o %/micro.o %/puts.o,$(INSIDE_OBJS))
	$(link) $(LIBS)
