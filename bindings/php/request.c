/* Request: the one that this script answers, from what PHP knows of it. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

#include "zend_smart_str.h"

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

static bool is_word(delivrd_str text, const char *word)
{
	return text.len == strlen(word) && zend_binary_strcasecmp(text.ptr, text.len, word, strlen(word)) == 0;
}

/* Whether a text has the letters of a host, with a port or without. */
static bool is_host(delivrd_str text)
{
	/* A port alone is none. */
	if (text.len == 0 || text.len > 261 || text.ptr[0] == ':') {
		return false;
	}
	for (size_t at = 0; at < text.len; at++) {
		char letter = text.ptr[at];
		bool is_alphanumeric = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
			|| (letter >= '0' && letter <= '9');
		if (!is_alphanumeric && (letter == '\0' || strchr(".-_:[]", letter) == NULL)) {
			return false;
		}
	}
	return true;
}

static bool is_port(delivrd_str text)
{
	uint32_t port = 0;

	if (text.len == 0 || text.len > strlen("65535")) {
		return false;
	}
	for (size_t at = 0; at < text.len; at++) {
		if (text.ptr[at] < '0' || text.ptr[at] > '9') {
			return false;
		}
		port = 10 * port + (uint32_t) (text.ptr[at] - '0');
	}
	return port > 0 && port <= 65535;
}

/* What the outermost of so many trusted proxies wrote: the value at that place from the right, as
 * each proxy adds its own behind what it was told. No text if there are fewer. */
static delivrd_str forwarded(HashTable *server, const char *name, zend_long proxies)
{
	delivrd_str none = {.ptr = NULL, .len = 0};
	zend_string *list = server_text(server, name);
	const char *start, *end;

	if (list == NULL || proxies == 0) {
		return none;
	}
	start = ZSTR_VAL(list);
	end = start + ZSTR_LEN(list);
	for (;;) {
		const char *comma = zend_memrchr(start, ',', (size_t) (end - start));
		if (--proxies == 0) {
			delivrd_str found;
			const char *from = comma != NULL ? comma + 1 : start;
			while (from < end && (*from == ' ' || *from == '\t')) {
				from++;
			}
			while (from < end && (end[-1] == ' ' || end[-1] == '\t')) {
				end--;
			}
			found.ptr = from;
			found.len = (size_t) (end - from);
			return found;
		}
		if (comma == NULL) {
			return none;
		}
		end = comma;
	}
}

/* The part of a URL in front of the path. */
static void append_origin(smart_str *url, HashTable *server, zend_long proxies)
{
	delivrd_str proto = forwarded(server, "HTTP_X_FORWARDED_PROTO", proxies);
	delivrd_str host = forwarded(server, "HTTP_X_FORWARDED_HOST", proxies);
	zend_string *https = server_text(server, "HTTPS");
	bool is_secure = https != NULL && !is_word(view(https), "off");

	if (is_word(proto, "https") || is_word(proto, "http")) {
		is_secure = proto.len == strlen("https");
	}
	smart_str_appends(url, is_secure ? "https://" : "http://");
	if (!is_host(host)) {
		host = view(server_text(server, "HTTP_HOST"));
	}
	if (is_host(host)) {
		smart_str_appendl(url, host.ptr, host.len);
		return;
	}
	/* HTTP/1.0, or no host at all: what the server calls itself. */
	host = view(server_text(server, "SERVER_NAME"));
	smart_str_appendl(url, is_host(host) ? host.ptr : "localhost", is_host(host) ? host.len : strlen("localhost"));
	host = view(server_text(server, "SERVER_PORT"));
	if (is_port(host) && !is_word(host, is_secure ? "443" : "80")) {
		smart_str_appendc(url, ':');
		smart_str_appendl(url, host.ptr, host.len);
	}
}

/* A scheme, a host, and a path or none, of visible letters. */
static bool is_base_url(delivrd_str url)
{
	delivrd_str host;
	size_t scheme = strlen("https://");

	if (url.len < scheme || strncasecmp(url.ptr, "https://", scheme) != 0) {
		scheme = strlen("http://");
		if (url.len < scheme || strncasecmp(url.ptr, "http://", scheme) != 0) {
			return false;
		}
	}
	for (size_t at = scheme; at < url.len; at++) {
		unsigned char letter = (unsigned char) url.ptr[at];
		if (letter <= ' ' || letter == 0x7f || letter == '?' || letter == '#') {
			return false;
		}
	}
	host.ptr = url.ptr + scheme;
	host.len = 0;
	while (scheme + host.len < url.len && host.ptr[host.len] != '/') {
		host.len++;
	}
	return is_host(host);
}

/* Path and query of a request line, which may also hold a whole URL. */
static delivrd_str target_of(zend_string *text)
{
	delivrd_str target = php_delivrd_str(text);
	const char *authority;

	if (target.ptr[0] == '/') {
		return target;
	}
	authority = zend_memnstr(target.ptr, "://", strlen("://"), target.ptr + target.len);
	if (authority != NULL) {
		const char *end = target.ptr + target.len;
		authority += strlen("://");
		while (authority < end && *authority != '/' && *authority != '?') {
			authority++;
		}
		target.len = (size_t) (end - authority);
		target.ptr = authority;
	}
	return target;
}

static zend_string *external_url(HashTable *server, zend_string *base, zend_long proxies, zend_string *uri)
{
	smart_str url = {0};
	delivrd_str target = target_of(uri);

	if (base != NULL) {
		size_t length = ZSTR_LEN(base);
		while (length > 0 && ZSTR_VAL(base)[length - 1] == '/') {
			length--;
		}
		smart_str_appendl(&url, ZSTR_VAL(base), length);
	} else {
		append_origin(&url, server, proxies);
	}
	if (target.len == 0 || target.ptr[0] != '/') {
		smart_str_appendc(&url, '/');
	}
	smart_str_appendl(&url, target.ptr, target.len);
	return smart_str_extract(&url);
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
	zval headers;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(base)
		Z_PARAM_LONG(proxies)
	ZEND_PARSE_PARAMETERS_END();

	if (base != NULL && !is_base_url(php_delivrd_str(base))) {
		php_delivrd_raise(
			DELIVRD_RESULT_INVALID_ARGUMENT, "baseUrl: expected one such as https://example.com, without a query");
		return;
	}
	if (proxies < 0 || (base != NULL && proxies != 0)) {
		php_delivrd_raise(
			DELIVRD_RESULT_INVALID_ARGUMENT, "trustedProxies: expected 0 or more, and 0 beside a baseUrl");
		return;
	}
	server = server_array();
	method = server != NULL ? server_text(server, "REQUEST_METHOD") : NULL;
	uri = server != NULL ? server_text(server, "REQUEST_URI") : NULL;
	if (method == NULL || uri == NULL) {
		php_delivrd_raise(DELIVRD_RESULT_INVALID_ARGUMENT, "expected a request: $_SERVER has no method or no URI");
		return;
	}
	/* What is called below may change $_SERVER: the object keeps what it was. */
	object_init_ex(return_value, php_delivrd_ce_request);
	made = Z_OBJ_P(return_value);
	ZVAL_STR_COPY(php_delivrd_slot(made, PHP_DELIVRD_REQUEST_METHOD), method);
	ZVAL_STR(php_delivrd_slot(made, PHP_DELIVRD_REQUEST_URL), external_url(server, base, proxies, uri));
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
