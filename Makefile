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
