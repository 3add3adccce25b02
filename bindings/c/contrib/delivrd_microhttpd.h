/* A receiver over GNU libmicrohttpd, in one header: it collects each request as it arrived and
 * hands it to a function of yours, which says the HTTP status to answer with.
 *
 * The URL is `base_url` and the path and query of the request line. Give the scheme and host that
 * the provider calls, such as "https://hooks.example.com": what a proxy or a client says about
 * them is not looked at. A body is kept up to one byte over the limit, which is enough for the
 * verifier to refuse it, and the rest is dropped as it comes. There are 64 connections at a time, so
 * that bodies take at most 128 times the limit.
 */
#ifndef DELIVRD_MICROHTTPD_H
#define DELIVRD_MICROHTTPD_H

#include <arpa/inet.h>
#include <delivrd.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

typedef struct delivrd_mhd_receiver {
    /* Scheme and host that the provider calls, and the prefix of the path if a proxy takes one off. */
    const char *base_url;
    /* The longest body: delivrd_verifier_max_body. */
    size_t max_body;
    /* Answers a request with an HTTP status. Threads call it at the same time. */
    unsigned int (*answer)(void *context, const delivrd_request *request);
    void *context;
} delivrd_mhd_receiver;

/* A request that is coming in. */
typedef struct delivrd_mhd_upload {
    delivrd_text *url;
    uint8_t *body;
    size_t length, capacity;
    delivrd_header *headers;
    size_t header_count, header_capacity;
    int is_begun, is_lost;
} delivrd_mhd_upload;

static inline delivrd_str delivrd_mhd_str(const char *text)
{
    delivrd_str str = {text, text == NULL ? 0 : strlen(text)};
    return str;
}

/* NULL if it cannot be made. */
static inline delivrd_text *delivrd_mhd_url(const delivrd_mhd_receiver *receiver, const char *target)
{
    delivrd_text *url = NULL;
    delivrd_seen_request seen;
    memset(&seen, 0, sizeof seen);
    seen.size = sizeof seen;
    seen.target = delivrd_mhd_str(target);
    delivrd_external_url(&seen, delivrd_mhd_str(receiver->base_url), 0, &url, NULL);
    return url;
}

/* The only call of the server that has the request line with its query. */
static inline void *delivrd_mhd_begin(void *context, const char *uri,
                                      struct MHD_Connection *connection)
{
    const delivrd_mhd_receiver *receiver = (const delivrd_mhd_receiver *)context;
    delivrd_mhd_upload *upload = (delivrd_mhd_upload *)calloc(1, sizeof *upload);
    (void)connection;
    if (upload != NULL)
        upload->url = delivrd_mhd_url(receiver, uri);
    return upload;
}

static inline void delivrd_mhd_end(void *context, struct MHD_Connection *connection, void **held,
                                   enum MHD_RequestTerminationCode code)
{
    delivrd_mhd_upload *upload = (delivrd_mhd_upload *)*held;
    (void)context, (void)connection, (void)code;
    if (upload != NULL) {
        delivrd_text_free(upload->url);
        free(upload->body);
        free(upload->headers);
        free(upload);
    }
    *held = NULL;
}

static inline enum MHD_Result delivrd_mhd_header(void *context, enum MHD_ValueKind kind,
                                                 const char *name, const char *value)
{
    delivrd_mhd_upload *upload = (delivrd_mhd_upload *)context;
    (void)kind;
    if (upload->header_count == upload->header_capacity) {
        size_t capacity = upload->header_capacity * 2 + 16;
        void *headers = realloc(upload->headers, capacity * sizeof *upload->headers);
        if (headers == NULL) {
            upload->is_lost = 1;
            return MHD_NO;
        }
        upload->headers = (delivrd_header *)headers;
        upload->header_capacity = capacity;
    }
    delivrd_header *header = &upload->headers[upload->header_count++];
    header->name = delivrd_mhd_str(name);
    header->value.ptr = (const uint8_t *)value;
    header->value.len = value == NULL ? 0 : strlen(value);
    return MHD_YES;
}

static inline void delivrd_mhd_append(delivrd_mhd_upload *upload, const char *data, size_t size,
                                      size_t max_body)
{
    size_t room = max_body + 1 - upload->length;
    if (size > room)
        size = room;
    if (upload->length + size > upload->capacity) {
        size_t capacity = (upload->length + size) * 2;
        void *body = realloc(upload->body, capacity);
        if (body == NULL) {
            upload->is_lost = 1;
            return;
        }
        upload->body = (uint8_t *)body;
        upload->capacity = capacity;
    }
    if (size > 0)
        memcpy(upload->body + upload->length, data, size);
    upload->length += size;
}

static inline enum MHD_Result delivrd_mhd_handle(void *context, struct MHD_Connection *connection,
                                                 const char *path, const char *method,
                                                 const char *version, const char *data,
                                                 size_t *size, void **held)
{
    const delivrd_mhd_receiver *receiver = (const delivrd_mhd_receiver *)context;
    delivrd_mhd_upload *upload = (delivrd_mhd_upload *)*held;
    (void)path, (void)version;
    if (upload == NULL || upload->url == NULL)
        return MHD_NO;
    if (!upload->is_begun) {
        upload->is_begun = 1;
        return MHD_YES;
    }
    if (*size > 0) {
        delivrd_mhd_append(upload, data, *size, receiver->max_body);
        *size = 0;
        return MHD_YES;
    }
    MHD_get_connection_values(connection, MHD_HEADER_KIND, delivrd_mhd_header, upload);
    unsigned int status = 503;
    if (!upload->is_lost) {
        delivrd_request request;
        request.size = sizeof request;
        request.method = delivrd_mhd_str(method);
        request.url = delivrd_text_str(upload->url);
        request.headers = upload->headers;
        request.header_count = upload->header_count;
        request.body.ptr = upload->body;
        request.body.len = upload->length;
        status = receiver->answer(receiver->context, &request);
    }
    static char nothing[1];
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, nothing, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

/* Starts a receiver on the loopback interface, for a proxy in front of it; NULL if it cannot,
 * or if `base_url` is none. Stop it with MHD_stop_daemon. `receiver` has to live until then. */
static inline struct MHD_Daemon *delivrd_mhd_start(uint16_t port,
                                                   const delivrd_mhd_receiver *receiver)
{
    delivrd_text *url = receiver->base_url == NULL ? NULL : delivrd_mhd_url(receiver, "/");
    if (url == NULL)
        return NULL;
    delivrd_text_free(url);
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    void *context = (void *)receiver;
    return MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, &delivrd_mhd_handle, context,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_URI_LOG_CALLBACK,
        &delivrd_mhd_begin, context, MHD_OPTION_NOTIFY_COMPLETED, &delivrd_mhd_end, NULL,
        MHD_OPTION_CONNECTION_LIMIT, 64u, MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_THREAD_POOL_SIZE, 2u, MHD_OPTION_END);
}

#endif
