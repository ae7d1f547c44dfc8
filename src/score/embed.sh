#!/bin/sh
# Writes the C table of the lexicon files named as arguments: the assembler puts them into the object as they are.
echo '#include "score/sources.h"'
n=0
for file in "$@"; do
    printf '__asm__(".section .rodata\\nfile_%d: .incbin \\"%s\\"\\nend_%d: .byte 0\\n.previous");\n' $n "$file" $n
    printf 'extern const char file_%d[] __attribute__((visibility("hidden"))), end_%d[] __attribute__((visibility("hidden")));\n' $n $n
    n=$((n + 1))
done
echo 'const smt_embedded_file smt_embedded[] = {'
n=0
for file in "$@"; do
    printf '    {"%s", file_%d, end_%d},\n' "${file#lexicons/}" $n $n
    n=$((n + 1))
done
echo '};'
echo 'const size_t smt_embedded_count = sizeof smt_embedded / sizeof smt_embedded[0];'
