/* Request: the one that this script answers, from what PHP knows of it. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

ZEND_METHOD(Delivrd_Request, __construct)
{
	zend_string *method, *url, *body;
	zval *headers;
	zend_class_entry *ce = php_delivrd_ce_request;
	zend_object *self = Z_OBJ_P(ZEND_THIS);

	ZEND_PARSE_PARAMETERS_START(4, 4)
		Z_PARAM_STR(method)
		Z_PARAM_STR(url)
		Z_PARAM_ARRAY(headers)
		Z_PARAM_STR(body)
	ZEND_PARSE_PARAMETERS_END();

	zend_update_property_str(ce, self, ZEND_STRL("method"), method);
	/* A second call fails with the first property. */
	if (EG(exception)) {
		return;
	}
	zend_update_property_str(ce, self, ZEND_STRL("url"), url);
	zend_update_property(ce, self, ZEND_STRL("headers"), headers);
	zend_update_property_str(ce, self, ZEND_STRL("body"), body);
}

/* $_SERVER as the script sees it; NULL if it is gone. */
static HashTable *server_array(void)
{
	zend_string *name = ZSTR_KNOWN(ZEND_STR_AUTOGLOBAL_SERVER);
	zval *server;

	/* PHP makes it when it is first used. */
	zend_is_auto_global(name);
	server = zend_hash_find_ind(&EG(symbol_table), name);
	if (server == NULL) {
		return NULL;
	}
	ZVAL_DEREF(server);
	return Z_TYPE_P(server) == IS_ARRAY ? Z_ARRVAL_P(server) : NULL;
}

/* A text of $_SERVER; NULL if there is none, or an empty one. */
static zend_string *server_text(HashTable *server, const char *name)
{
	zval *text = zend_hash_str_find(server, name, strlen(name));

	if (text == NULL) {
		return NULL;
	}
	ZVAL_DEREF(text);
	return Z_TYPE_P(text) == IS_STRING && Z_STRLEN_P(text) > 0 ? Z_STR_P(text) : NULL;
}

static delivrd_str view(zend_string *text)
{
	return text != NULL ? php_delivrd_str(text) : (delivrd_str) { .ptr = NULL, .len = 0 };
}

/* 0 for what is none. */
static uint16_t port_of(delivrd_str text)
{
	uint32_t port = 0;

	if (text.len > strlen("65535")) {
		return 0;
	}
	for (size_t at = 0; at < text.len; at++) {
		if (text.ptr[at] < '0' || text.ptr[at] > '9') {
			return 0;
		}
		port = 10 * port + (uint32_t) (text.ptr[at] - '0');
	}
	return port <= UINT16_MAX ? (uint16_t) port : 0;
}

/* False after an exception. */
static bool external_url(zval *out, HashTable *server, zend_string *base, size_t proxies, zend_string *uri)
{
	static const char *const names[][2] = {
		{ "X-Forwarded-Proto", "HTTP_X_FORWARDED_PROTO" },
		{ "X-Forwarded-Host", "HTTP_X_FORWARDED_HOST" },
	};
	delivrd_header headers[2];
	zend_string *https = server_text(server, "HTTPS");
	delivrd_seen_request seen = {
		.size = sizeof(seen),
		.is_tls = https != NULL && !zend_string_equals_literal_ci(https, "off"),
		.server_port = port_of(view(server_text(server, "SERVER_PORT"))),
		.host = view(server_text(server, "HTTP_HOST")),
		.server_name = view(server_text(server, "SERVER_NAME")),
		.target = php_delivrd_str(uri),
		.headers = headers,
	};
	delivrd_text *url;
	delivrd_error *error;

	for (size_t index = 0; index < 2; index++) {
		zend_string *value = server_text(server, names[index][1]);
		if (value != NULL) {
			headers[seen.header_count++] = (delivrd_header) {
				.name = { .ptr = names[index][0], .len = strlen(names[index][0]) },
				.value = php_delivrd_bytes(value),
			};
		}
	}
	if (delivrd_external_url(&seen, view(base), proxies, &url, &error) != DELIVRD_RESULT_OK) {
		php_delivrd_throw(error);
		return false;
	}
	php_delivrd_owned_text(out, url);
	return true;
}

/* The name of a header from its name in CGI: HTTP_X_NAME. */
static zend_string *header_name(const char *name, size_t length)
{
	zend_string *made = zend_string_init(name, length, false);

	for (size_t at = 0; at < length; at++) {
		if (ZSTR_VAL(made)[at] == '_') {
			ZSTR_VAL(made)[at] = '-';
		}
	}
	zend_str_tolower(ZSTR_VAL(made), length);
	return made;
}

/* Where the server does not tell the headers apart from other variables: all that begin so. */
static void headers_of_cgi(zval *out, HashTable *server)
{
	zend_string *key;
	zval *value;

	array_init(out);
	ZEND_HASH_FOREACH_STR_KEY_VAL(server, key, value) {
		zend_string *name;
		ZVAL_DEREF(value);
		if (key == NULL || Z_TYPE_P(value) != IS_STRING) {
			continue;
		}
		if (zend_string_starts_with_literal(key, "HTTP_")) {
			name = header_name(ZSTR_VAL(key) + strlen("HTTP_"), ZSTR_LEN(key) - strlen("HTTP_"));
		} else if (zend_string_equals_literal(key, "CONTENT_TYPE")
			|| zend_string_equals_literal(key, "CONTENT_LENGTH")) {
			name = header_name(ZSTR_VAL(key), ZSTR_LEN(key));
		} else {
			continue;
		}
		Z_TRY_ADDREF_P(value);
		zend_symtable_update(Z_ARRVAL_P(out), name, value);
		zend_string_release(name);
	} ZEND_HASH_FOREACH_END();
}

/* False after an exception. */
static bool read_headers(zval *out, HashTable *server)
{
	zend_function *function = zend_hash_str_find_ptr(EG(function_table), ZEND_STRL("getallheaders"));

	ZVAL_UNDEF(out);
	if (function != NULL) {
		zend_call_known_function(function, NULL, NULL, out, 0, NULL, NULL);
		if (EG(exception)) {
			zval_ptr_dtor(out);
			return false;
		}
	}
	if (Z_TYPE_P(out) != IS_ARRAY) {
		zval_ptr_dtor(out);
		headers_of_cgi(out, server);
	}
	return true;
}

static zend_string *read_body(void)
{
	php_stream *stream = php_stream_open_wrapper("php://input", "rb", 0, NULL);
	zend_string *body;

	if (stream == NULL) {
		return NULL;
	}
	body = php_stream_copy_to_mem(stream, PHP_STREAM_COPY_ALL, 0);
	php_stream_close(stream);
	/* Of nothing it makes no string. */
	return body != NULL ? body : ZSTR_EMPTY_ALLOC();
}

ZEND_METHOD(Delivrd_Request, fromGlobals)
{
	zend_string *base = NULL, *method, *uri, *body;
	zend_long proxies = 0;
	HashTable *server;
	zend_object *made;
	zval headers, url;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(base)
		Z_PARAM_LONG(proxies)
	ZEND_PARSE_PARAMETERS_END();

	if (proxies < 0) {
		php_delivrd_raise(DELIVRD_RESULT_INVALID_ARGUMENT, "trustedProxies: expected 0 or more");
		return;
	}
	server = server_array();
	method = server != NULL ? server_text(server, "REQUEST_METHOD") : NULL;
	uri = server != NULL ? server_text(server, "REQUEST_URI") : NULL;
	if (method == NULL || uri == NULL) {
		php_delivrd_raise(DELIVRD_RESULT_INVALID_ARGUMENT, "expected a request: $_SERVER has no method or no URI");
		return;
	}
	if (!external_url(&url, server, base, (size_t) proxies, uri)) {
		return;
	}
	/* What is called below may change $_SERVER: the object keeps what it was. */
	object_init_ex(return_value, php_delivrd_ce_request);
	made = Z_OBJ_P(return_value);
	ZVAL_STR_COPY(php_delivrd_slot(made, PHP_DELIVRD_REQUEST_METHOD), method);
	ZVAL_COPY_VALUE(php_delivrd_slot(made, PHP_DELIVRD_REQUEST_URL), &url);
	if (!read_headers(&headers, server)) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
		return;
	}
	ZVAL_COPY_VALUE(php_delivrd_slot(made, PHP_DELIVRD_REQUEST_HEADERS), &headers);
	body = read_body();
	if (body == NULL) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
		if (!EG(exception)) {
			php_delivrd_raise(DELIVRD_RESULT_INTERNAL, "php://input cannot be read");
		}
		return;
	}
	ZVAL_STR(php_delivrd_slot(made, PHP_DELIVRD_REQUEST_BODY), body);
}
