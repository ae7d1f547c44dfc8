#include "text/unicode.h"

#include <string.h>
#include <utf8proc.h>

#include "text/utf8.h"

size_t smt_fold_case(uint32_t point, uint32_t out[4])
{
    utf8proc_int32_t folded[4];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, folded, 4, UTF8PROC_CASEFOLD, &boundary);
    if (count < 1 || count > 4) {
        out[0] = point;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++)
        out[i] = (uint32_t)folded[i];
    return (size_t)count;
}

size_t smt_compose(uint32_t *points, size_t count)
{
    utf8proc_int32_t decomposed[256];
    size_t used = 0;
    int boundary = 0;
    for (size_t i = 0; i < count; i++) {
        utf8proc_ssize_t n =
            utf8proc_decompose_char((utf8proc_int32_t)points[i], decomposed + used, (utf8proc_ssize_t)(256 - used), UTF8PROC_DECOMPOSE, &boundary);
        if (n < 0 || used + (size_t)n > 256)
            return count;
        used += (size_t)n;
    }
    /* canonical order: stable sort of marks by combining class */
    for (size_t i = 1; i < used; i++) {
        utf8proc_int32_t mark = decomposed[i];
        int class = utf8proc_get_property(mark)->combining_class;
        size_t j = i;
        while (class != 0 && j > 0 && utf8proc_get_property(decomposed[j - 1])->combining_class > class) {
            decomposed[j] = decomposed[j - 1];
            j--;
        }
        decomposed[j] = mark;
    }
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(decomposed, (utf8proc_ssize_t)used, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (composed < 0 || (size_t)composed > count)
        return count;
    for (utf8proc_ssize_t i = 0; i < composed; i++)
        points[i] = (uint32_t)decomposed[i];
    return (size_t)composed;
}

int smt_is_mark(uint32_t point)
{
    if (point < 0x300)
        return 0;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

int smt_is_letter(uint32_t point)
{
    if (point < 0x80)
        return (point | 0x20) - 'a' < 26U;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

int smt_is_upper(uint32_t point)
{
    if (point < 0x80)
        return point - 'A' < 26U;
    return utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_LU;
}

int smt_is_space(uint32_t point)
{
    if (point <= 0x20 || point == 0x7F)
        return 1;
    if (point < 0x80)
        return 0;
    if (point < 0xA1)
        return 1;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

int smt_is_ignorable(uint32_t point)
{
    return point == 0xAD || (point >= 0x200B && point <= 0x200F && point != 0x200D) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || (point >= 0xFE00 && point <= 0xFE0F) || point == 0xFEFF;
}

int smt_is_skin_tone(uint32_t point)
{
    return point >= 0x1F3FB && point <= 0x1F3FF;
}

size_t smt_strip_accents(const char *text, size_t length, char *out)
{
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        uint32_t point;
        size_t step = smt_utf8_read(text + at, &point);
        if (point == 0x153 || point == 0xE6) {
            out[used++] = point == 0x153 ? 'o' : 'a';
            out[used++] = 'e';
        } else if (point >= 0xC0 && point < 0x250) {
            utf8proc_int32_t parts[4];
            int boundary = 0;
            utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)point, parts, 4, UTF8PROC_DECOMPOSE, &boundary);
            used += smt_utf8_write(out + used, n >= 1 ? (uint32_t)parts[0] : point);
        } else if (!smt_is_mark(point)) {
            memcpy(out + used, text + at, step);
            used += step;
        }
        at += step;
    }
    return used;
}
