# smtone: `make help` lists the targets.
VERSION := 0.1.0
SONAME  := 0

PREFIX       ?= /usr/local
BINDIR       ?= $(PREFIX)/bin
LIBDIR       ?= $(PREFIX)/lib
INCLUDEDIR   ?= $(PREFIX)/include
MANDIR       ?= $(PREFIX)/share/man
PKG_CONFIG   ?= pkg-config
CLANG_FORMAT ?= clang-format

# SAN=address,undefined builds with sanitizers, in a folder of its own.
SAN   ?=
comma := ,
B     := build$(if $(SAN),/$(subst $(comma),-,$(SAN)))$(if $(filter-out cc gcc,$(notdir $(CC))),/$(notdir $(CC)))

CFLAGS ?= -O2 -g
WARN   := -Wall -Wextra -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla -Wformat=2 $(if $(WERROR),-Werror)
BASE   := -std=c11 -D_GNU_SOURCE -DSMTONE_VERSION='"$(VERSION)"' -Iinclude -fstack-protector-strong $(WARN) \
          $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
LINK   := -Wl,-z,relro,-z,now $(if $(SAN),-fsanitize=$(SAN))

# libstemmer has no .pc file.
pkg         = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null)
LIB_CFLAGS := $(call pkg,--cflags,libpcre2-8 libutf8proc)
LIB_LIBS   := $(call pkg,--libs,libpcre2-8 libutf8proc) -lstemmer -lm
CMD_CFLAGS := $(call pkg,--cflags,jansson)
CMD_LIBS   := $(call pkg,--libs,jansson)

# The library sees all of src; the command sees smtone.h and its own folders, and nothing of the library's.
LIB_SRC := $(sort $(wildcard src/base/*.c src/text/*.c src/score/*.c src/decide/*.c)) src/smtone.c
CMD_SRC := $(sort $(wildcard src/feed/*.c src/sink/*.c src/report/*.c src/cli/*.c))
CMD_INC := -Isrc/feed -Isrc/sink -Isrc/report -Isrc/cli
MAN     := $(sort $(wildcard src/cli/*.1))
LEXICONS := $(sort $(shell find lexicons -name '*.tsv'))

LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(B)/embedded.o
PIC_OBJ := $(LIB_SRC:%.c=$(B)/pic/%.o) $(B)/pic/embedded.o
CMD_OBJ := $(CMD_SRC:%.c=$(B)/%.o)
STATIC  := $(B)/libsmtone.a
SHARED  := $(B)/libsmtone.so.$(VERSION)

.PHONY: all
all: $(B)/smtone $(SHARED) $(B)/smtone.pc ## build the command and the libraries

$(B)/smtone: $(CMD_OBJ) $(STATIC)
	$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(CMD_LIBS) $(LIB_LIBS)

$(STATIC): $(LIB_OBJ)
	rm -f $@ && $(AR) rcs $@ $^

$(SHARED): $(PIC_OBJ)
	$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -shared -Wl,-soname,libsmtone.so.$(SONAME) -o $@ $^ $(LIB_LIBS)
	ln -sf $(notdir $@) $(B)/libsmtone.so.$(SONAME)
	ln -sf $(notdir $@) $(B)/libsmtone.so

$(CMD_OBJ): $(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(BASE) $(CMD_INC) $(CMD_CFLAGS) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

$(B)/src/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(BASE) -Isrc $(LIB_CFLAGS) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

$(B)/pic/src/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(BASE) -fPIC -fvisibility=hidden -Isrc $(LIB_CFLAGS) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

# The lexicons go into the binary as they are, by the assembler's .incbin.
$(B)/embedded.c: $(LEXICONS) src/score/embed.sh
	@mkdir -p $(@D)
	sh src/score/embed.sh $(LEXICONS) > $@

$(B)/embedded.o: $(B)/embedded.c
	$(CC) $(BASE) -Isrc $(CFLAGS) -c -o $@ $<

$(B)/pic/embedded.o: $(B)/embedded.c
	@mkdir -p $(@D)
	$(CC) $(BASE) -fPIC -fvisibility=hidden -Isrc $(CFLAGS) -c -o $@ $<

$(B)/smtone.pc: src/smtone.pc.in Makefile
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@INCLUDEDIR@|$(INCLUDEDIR)|; s|@VERSION@|$(VERSION)|' $< > $@

-include $(LIB_OBJ:.o=.d) $(PIC_OBJ:.o=.d) $(CMD_OBJ:.o=.d)

# ---- tests ----

TESTS := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c)) $(B)/tests/contract

$(B)/tests/%: tests/unit/%.c tests/unit/test.h $(STATIC) $(filter-out $(B)/src/cli/%,$(CMD_OBJ))
	@mkdir -p $(@D)
	$(CC) $(BASE) -Isrc $(CMD_INC) $(LIB_CFLAGS) $(CMD_CFLAGS) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $< $(filter-out $(B)/src/cli/%,$(CMD_OBJ)) $(STATIC) \
	  $(CMD_LIBS) $(LIB_LIBS) $(call pkg,--libs,cmocka)

$(B)/tests/contract: tests/contract/contract.c tests/unit/test.h
	@mkdir -p $(@D)
	$(CC) $(BASE) $(CMD_CFLAGS) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $< $(CMD_LIBS) $(call pkg,--libs,cmocka) -lm

.PHONY: tests test demo deps check
tests: all $(TESTS)

check: tests ## run every test on what is installed
	tests/run.sh $(B)

test: deps ## install what is missing, build, run every test
	@$(MAKE) --no-print-directory check

demo: deps ## install what is missing, build, score the sample feed
	@$(MAKE) --no-print-directory all
	@$(B)/smtone --explain data/feed.jsonl | jq -rn -f data/demo.jq

deps: ## find what is missing to build and test, and install it
	@.ci/deps

.PHONY: bench lint format install uninstall clean help
bench: all ## posts per second beside jq and wc, as ratios of one run
	tests/bench.sh $(B)/smtone data/feed.jsonl

SOURCES := $(shell find src include tests -name '*.[ch]')
lint: ## check the format of the code
	$(CLANG_FORMAT) --dry-run -Werror $(SOURCES)

format: ## format the code
	$(CLANG_FORMAT) -i $(SOURCES)

install: all ## install below PREFIX (DESTDIR is put before it)
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(MANDIR)/man1
	install -m 755 $(B)/smtone $(DESTDIR)$(BINDIR)/smtone
	install -m 644 include/smtone.h $(DESTDIR)$(INCLUDEDIR)/smtone.h
	install -m 644 $(STATIC) $(DESTDIR)$(LIBDIR)/libsmtone.a
	install -m 755 $(SHARED) $(DESTDIR)$(LIBDIR)/libsmtone.so.$(VERSION)
	ln -sf libsmtone.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libsmtone.so.$(SONAME)
	ln -sf libsmtone.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libsmtone.so
	install -m 644 $(B)/smtone.pc $(DESTDIR)$(LIBDIR)/pkgconfig/smtone.pc
	install -m 644 $(MAN) $(DESTDIR)$(MANDIR)/man1/

uninstall: ## take away what install put there
	rm -f $(DESTDIR)$(BINDIR)/smtone $(DESTDIR)$(INCLUDEDIR)/smtone.h $(DESTDIR)$(LIBDIR)/libsmtone.a $(DESTDIR)$(LIBDIR)/libsmtone.so \
	  $(DESTDIR)$(LIBDIR)/libsmtone.so.$(SONAME) $(DESTDIR)$(LIBDIR)/libsmtone.so.$(VERSION) $(DESTDIR)$(LIBDIR)/pkgconfig/smtone.pc \
	  $(patsubst src/cli/%,$(DESTDIR)$(MANDIR)/man1/%,$(MAN))

clean: ## take away what was built
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12

# ---- fuzzing: clang's libFuzzer, sanitizers on ----

TARGET ?= analyse
TIME   ?= 60
F      := build/fuzz
FUZZ_FLAGS := -g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

.PHONY: fuzz
fuzz: $(F)/$(TARGET) ## fuzz TARGET (analyse, explain, line) for TIME seconds
	@mkdir -p $(F)/corpus-$(TARGET)
	cd $(F) && ./$(TARGET) -max_total_time=$(TIME) -timeout=10 -max_len=4096 -dict=$(CURDIR)/tests/fuzz/$(TARGET).dict -print_final_stats=1 \
	  corpus-$(TARGET) $(CURDIR)/tests/fuzz/$(TARGET)

$(F)/embedded.c: $(LEXICONS) src/score/embed.sh
	@mkdir -p $(@D)
	sh src/score/embed.sh $(LEXICONS) > $@

$(F)/%: tests/fuzz/%.c $(LIB_SRC) $(CMD_SRC) $(F)/embedded.c $(wildcard src/*/*.h include/*.h)
	clang $(BASE) $(FUZZ_FLAGS) -fsanitize=fuzzer -Isrc $(CMD_INC) $(LIB_CFLAGS) $(CMD_CFLAGS) -o $@ $< $(LIB_SRC) $(filter src/feed/% src/sink/% src/report/%,$(CMD_SRC)) \
	  $(F)/embedded.c $(CMD_LIBS) $(LIB_LIBS)
