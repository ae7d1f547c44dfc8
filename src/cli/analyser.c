#include "analyser.h"

#include <string.h>

exit_code analyser_usage(const analyser *self, const char *what, const char *argument)
{
    say("%s '%s'; try %s --help", what, argument, self->command);
    return EXIT_USAGE;
}

int analyser_next(const analyser *self, int argc, char **argv, const char *letters, const struct option *names)
{
    opterr = 0;
    int option = getopt_long(argc, argv, letters, names, NULL);
    if (option != ':' && option != '?')
        return option;
    analyser_usage(self, option == ':' ? "missing argument for" : "unknown option", argv[optind - 1]);
    return '?';
}

static exit_code read_lang(analyser *self, const char *name)
{
    if (strcmp(name, "auto") != 0 && strcmp(name, "fr") != 0 && strcmp(name, "en") != 0)
        return analyser_usage(self, "--lang takes fr, en or auto, not", name);
    self->force_lang = strcmp(name, "auto") == 0 ? NULL : name;
    return EXIT_OK;
}

exit_code analyser_option(analyser *self, int option, const char *argument)
{
    switch (option) {
    case 't':
        self->pointers.text = argument;
        return pointer_is_valid(argument) ? EXIT_OK : analyser_usage(self, "--text takes a JSON Pointer such as /data/text, not", argument);
    case 'l': return read_lang(self, argument);
    case 'L':
        if (self->lexicon_count == LEXICONS_MOST)
            return analyser_usage(self, "too many --lexicons at", argument);
        self->lexicons[self->lexicon_count++] = argument;
        return EXIT_OK;
    default: return EXIT_USAGE;
    }
}

exit_code analyser_open(analyser *self)
{
    smtone_error error = {0};
    if (smtone_model_new(self->lexicons, self->lexicon_count, &self->model, &error) != SMTONE_OK ||
        smtone_context_new(self->model, &self->context, &error) != SMTONE_OK)
        return say_error(&error);
    return EXIT_OK;
}

smtone_post analyser_input(const analyser *self, const post *post, char lang[8])
{
    size_t length = post->lang.text != NULL && post->lang.length < 8 ? post->lang.length : 0;
    if (length > 0)
        memcpy(lang, post->lang.text, length);
    lang[length] = '\0';
    return (smtone_post){.text = post->text.text, .text_length = post->text.length, .lang = lang, .force_lang = self->force_lang};
}

smtone_status analyser_run(analyser *self, const post *post, const smtone_result **result, smtone_error *error)
{
    char lang[8];
    smtone_post input = analyser_input(self, post, lang);
    return smtone_analyse(self->context, &input, result, error);
}

void analyser_close(analyser *self)
{
    smtone_context_free(self->context);
    smtone_model_free(self->model);
}
