#include <string.h>

#include "cli.h"

/* A first argument that names a command runs it; everything else scores a feed. */
static const struct {
    const char *name;
    exit_code (*run)(int argc, char **argv);
} COMMANDS[] = {
    {"annotate", command_annotate},
    {"eval", command_eval},
    {"explain", command_explain},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
        if (strcmp(argv[1], COMMANDS[i].name) == 0)
            return (int)COMMANDS[i].run(argc - 1, argv + 1);
    }
    return (int)command_annotate(argc, argv);
}
