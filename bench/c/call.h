/* The C contender of the benchmarks, as a library: a program in Rust loads it with dlopen, so that
 * both languages take turns in one process. */
#ifndef CALL_H
#define CALL_H

#include <delivrd.h>
#include <stddef.h>
#include <stdint.h>

struct call_request {
    const char *method, *url;
    const delivrd_header *headers;
    size_t header_count;
    const uint8_t *body;
    size_t body_length;
};

/* A verifier, and views of the requests, which have to outlive it. NULL if there is none. */
void *call_new(const char *provider, const char *config_json, const struct call_request *requests,
               size_t count, int64_t now);

/* Receives so many requests, in turn, and reads state and message id of the first receipt of each.
 * Returns how many had both. */
size_t call_run(void *call, size_t calls);

void call_free(void *call);

#endif
