/* Verifier: configuration and headers in, a notification out. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

#include "ext/json/php_json.h"
#include "zend_smart_str.h"

/* Headers of a usual request; more of them take memory from the heap. */
#define FEW_HEADERS 32
/* Deeper than any configuration nests. */
#define CONFIG_DEPTH 16
/* The longest form of a float, with room to spare. */
#define LONGEST_NUMBER 512

typedef struct {
	delivrd_verifier *handle;
	zend_object std;
} verifier;

static zend_object_handlers handlers;

enum { VERIFIER_PROVIDER, VERIFIER_ACCOUNT, VERIFIER_MAX_BODY };

static verifier *verifier_of(zend_object *object)
{
	return PHP_DELIVRD_OBJECT(verifier, object);
}

static zend_object *create(zend_class_entry *ce)
{
	verifier *self = zend_object_alloc(sizeof(verifier), ce);

	zend_object_std_init(&self->std, ce);
	object_properties_init(&self->std, ce);
	self->std.handlers = &handlers;
	return &self->std;
}

static void free_object(zend_object *object)
{
	delivrd_verifier_free(verifier_of(object)->handle);
	zend_object_std_dtor(object);
}

void php_delivrd_verifier_start(void)
{
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = XtOffsetOf(verifier, std);
	handlers.free_obj = free_object;
	handlers.clone_obj = NULL;
	php_delivrd_ce_verifier->create_object = create;
}

/* Configuration. */

/* Adds the most bytes that a value takes as JSON; false if it is none that a configuration has. */
static bool add_bound(zval *value, int depth, size_t *bound)
{
	zend_string *key;
	zval *item;

	ZVAL_DEREF(value);
	switch (Z_TYPE_P(value)) {
		case IS_STRING:
			*bound += 6 * Z_STRLEN_P(value) + 4;
			return true;
		case IS_OBJECT:
			/* A case of an enum is written as its word; any other object would run code of its own. */
			if (!(Z_OBJCE_P(value)->ce_flags & ZEND_ACC_ENUM)) {
				return false;
			}
			*bound += LONGEST_NUMBER;
			return true;
		case IS_ARRAY:
			if (depth == CONFIG_DEPTH) {
				return false;
			}
			*bound += 4;
			ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(value), key, item) {
				*bound += key != NULL ? 6 * ZSTR_LEN(key) + 4 : 32;
				if (!add_bound(item, depth + 1, bound)) {
					return false;
				}
			} ZEND_HASH_FOREACH_END();
			return true;
		case IS_RESOURCE:
			return false;
		default:
			*bound += LONGEST_NUMBER;
			return true;
	}
}

static bool encode(smart_str *json, zval *value, int options)
{
	php_json_error_code before = JSON_G(error_code);
	bool done = php_json_encode_ex(
		json, value, PHP_JSON_UNESCAPED_SLASHES | PHP_JSON_UNESCAPED_UNICODE | options, CONFIG_DEPTH) == SUCCESS;

	/* A number that JSON does not have is written as 0, and only told here. */
	done = done && JSON_G(error_code) == PHP_JSON_ERROR_NONE;
	/* json_last_error() is the caller's. */
	JSON_G(error_code) = before;
	return done;
}

static bool encode_config(smart_str *json, HashTable *config)
{
	zend_ulong number;
	zend_string *name;
	zval *value;
	bool first = true;

	smart_str_appendc(json, '{');
	ZEND_HASH_FOREACH_KEY_VAL(config, number, name, value) {
		/* These two are maps, also where their words or codes look like the places of a list. */
		bool is_map = name != NULL
			&& (zend_string_equals_literal(name, "statuses") || zend_string_equals_literal(name, "codes"));
		if (!first) {
			smart_str_appendc(json, ',');
		}
		first = false;
		if (name != NULL) {
			zval text;
			ZVAL_STR(&text, name);
			if (!encode(json, &text, 0)) {
				return false;
			}
		} else {
			smart_str_appendc(json, '"');
			smart_str_append_long(json, (zend_long) number);
			smart_str_appendc(json, '"');
		}
		smart_str_appendc(json, ':');
		if (!encode(json, value, is_map ? PHP_JSON_FORCE_OBJECT : 0)) {
			return false;
		}
	} ZEND_HASH_FOREACH_END();
	smart_str_appendc(json, '}');
	return true;
}

/* The texts of definitions, to be freed; NULL if one is no text. */
static delivrd_str *read_definitions(HashTable *definitions)
{
	delivrd_str *texts = safe_emalloc(zend_hash_num_elements(definitions), sizeof(delivrd_str), 0);
	size_t count = 0;
	zval *text;

	ZEND_HASH_FOREACH_VAL(definitions, text) {
		ZVAL_DEREF(text);
		if (Z_TYPE_P(text) != IS_STRING) {
			efree(texts);
			return NULL;
		}
		texts[count++] = php_delivrd_str(Z_STR_P(text));
	} ZEND_HASH_FOREACH_END();
	return texts;
}

ZEND_METHOD(Delivrd_Verifier, __construct)
{
	zend_string *provider;
	zval *config;
	HashTable *definitions = (HashTable *) &zend_empty_array;
	delivrd_str *texts;
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	smart_str json = {0};
	size_t bound = 64;
	delivrd_result result = DELIVRD_RESULT_INVALID_CONFIG;
	delivrd_error *error = NULL;

	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR(provider)
		Z_PARAM_ARRAY(config)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(definitions)
	ZEND_PARSE_PARAMETERS_END();

	if (verifier_of(self)->handle != NULL) {
		zend_throw_error(NULL, "a Delivrd\\Verifier cannot be constructed again");
		return;
	}
	if (!add_bound(config, 0, &bound)) {
		php_delivrd_raise(result, "expected arrays, texts, numbers, booleans, null and enum cases alone");
		return;
	}
	texts = read_definitions(definitions);
	if (texts == NULL) {
		php_delivrd_raise(DELIVRD_RESULT_INVALID_ARGUMENT, "definitions: expected texts");
		return;
	}
	/* All of it at once: growing would leave copies of the keys behind. */
	smart_str_alloc(&json, bound, false);
	if (encode_config(&json, Z_ARRVAL_P(config))) {
		smart_str_0(&json);
		result = delivrd_verifier_new_with(
			php_delivrd_str(provider), php_delivrd_str(json.s), texts, zend_hash_num_elements(definitions),
			&verifier_of(self)->handle, &error);
	}
	efree(texts);
	ZEND_SECURE_ZERO(ZSTR_VAL(json.s), json.a);
	smart_str_free(&json);
	if (error != NULL) {
		php_delivrd_throw(error);
		return;
	}
	if (result != DELIVRD_RESULT_OK) {
		php_delivrd_raise(result, "expected texts in UTF-8 and finite numbers");
		return;
	}
	php_delivrd_text(
		php_delivrd_slot(self, VERIFIER_PROVIDER), delivrd_verifier_provider(verifier_of(self)->handle));
	php_delivrd_text(
		php_delivrd_slot(self, VERIFIER_ACCOUNT), delivrd_verifier_account(verifier_of(self)->handle));
	ZVAL_LONG(
		php_delivrd_slot(self, VERIFIER_MAX_BODY),
		(zend_long) delivrd_verifier_max_body(verifier_of(self)->handle));
}

/* Headers. */

typedef struct {
	delivrd_header *list;
	size_t count;
	size_t capacity;
	delivrd_header few[FEW_HEADERS];
} header_list;

static void header_grow(header_list *headers)
{
	size_t capacity = 2 * headers->capacity;
	delivrd_header *list = safe_emalloc(capacity, sizeof(delivrd_header), 0);

	memcpy(list, headers->list, headers->count * sizeof(delivrd_header));
	if (headers->list != headers->few) {
		efree(headers->list);
	}
	headers->list = list;
	headers->capacity = capacity;
}

static zend_always_inline void header_add(header_list *headers, zend_string *name, zend_string *value)
{
	if (UNEXPECTED(headers->count == headers->capacity)) {
		header_grow(headers);
	}
	headers->list[headers->count++] =
		(delivrd_header) { .name = php_delivrd_str(name), .value = php_delivrd_bytes(value) };
}

/* The text of a place of a pair; NULL if it is none. */
static zend_string *pair_text(HashTable *pair, zend_ulong place)
{
	zval *text = zend_hash_index_find(pair, place);

	if (text == NULL) {
		return NULL;
	}
	ZVAL_DEREF(text);
	return Z_TYPE_P(text) == IS_STRING ? Z_STR_P(text) : NULL;
}

static bool read_pairs(header_list *headers, HashTable *pairs)
{
	zval *pair;

	ZEND_HASH_FOREACH_VAL(pairs, pair) {
		zend_string *name, *value;
		ZVAL_DEREF(pair);
		if (Z_TYPE_P(pair) != IS_ARRAY || zend_hash_num_elements(Z_ARRVAL_P(pair)) != 2) {
			return false;
		}
		name = pair_text(Z_ARRVAL_P(pair), 0);
		value = pair_text(Z_ARRVAL_P(pair), 1);
		if (name == NULL || value == NULL) {
			return false;
		}
		header_add(headers, name, value);
	} ZEND_HASH_FOREACH_END();
	return true;
}

static bool read_map(header_list *headers, HashTable *map)
{
	zend_string *name;
	zval *value, *item;

	ZEND_HASH_FOREACH_STR_KEY_VAL(map, name, value) {
		/* PHP made a number of a name that is one. No provider has such a header. */
		if (name == NULL) {
			continue;
		}
		ZVAL_DEREF(value);
		if (Z_TYPE_P(value) == IS_STRING) {
			header_add(headers, name, Z_STR_P(value));
			continue;
		}
		if (Z_TYPE_P(value) != IS_ARRAY) {
			return false;
		}
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), item) {
			ZVAL_DEREF(item);
			if (Z_TYPE_P(item) != IS_STRING) {
				return false;
			}
			header_add(headers, name, Z_STR_P(item));
		} ZEND_HASH_FOREACH_END();
	} ZEND_HASH_FOREACH_END();
	return true;
}

static void header_free(header_list *headers)
{
	if (headers->list != headers->few) {
		efree(headers->list);
	}
}

/* Receiving. */

static void receive(
	zval *return_value, zend_object *self, zend_string *method, zend_string *url, HashTable *headers,
	zend_string *body, bool now_is_null, zend_long now)
{
	header_list list;
	delivrd_request request = {.size = sizeof(request)};
	delivrd_notification **handle;
	delivrd_error *error;
	delivrd_result result;

	list.list = list.few;
	list.count = 0;
	list.capacity = FEW_HEADERS;
	if (!(zend_array_is_list(headers) ? read_pairs(&list, headers) : read_map(&list, headers))) {
		header_free(&list);
		php_delivrd_raise(
			DELIVRD_RESULT_INVALID_ARGUMENT,
			"headers: expected names with a text or a list of texts, or a list of pairs of texts");
		return;
	}
	request.method = php_delivrd_str(method);
	request.url = php_delivrd_str(url);
	request.headers = list.list;
	request.header_count = list.count;
	request.body = php_delivrd_bytes(body);
	/* The object first: it owns the handle from the moment there is one. */
	handle = php_delivrd_news_new(return_value);
	result = now_is_null
		? delivrd_verifier_receive_now(verifier_of(self)->handle, &request, handle, &error)
		: delivrd_verifier_receive(verifier_of(self)->handle, &request, now, handle, &error);
	header_free(&list);
	if (result != DELIVRD_RESULT_OK) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
		php_delivrd_throw(error);
	}
}

ZEND_METHOD(Delivrd_Verifier, receive)
{
	zend_string *method, *url, *body;
	HashTable *headers;
	zend_long now = 0;
	bool now_is_null = true;

	ZEND_PARSE_PARAMETERS_START(4, 5)
		Z_PARAM_STR(method)
		Z_PARAM_STR(url)
		Z_PARAM_ARRAY_HT(headers)
		Z_PARAM_STR(body)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(now, now_is_null)
	ZEND_PARSE_PARAMETERS_END();

	receive(return_value, Z_OBJ_P(ZEND_THIS), method, url, headers, body, now_is_null, now);
}

ZEND_METHOD(Delivrd_Verifier, receiveRequest)
{
	zend_object *request;
	zval *method, *url, *headers, *body;
	zend_long now = 0;
	bool now_is_null = true;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_OBJ_OF_CLASS(request, php_delivrd_ce_request)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(now, now_is_null)
	ZEND_PARSE_PARAMETERS_END();

	method = OBJ_PROP_NUM(request, PHP_DELIVRD_REQUEST_METHOD);
	url = OBJ_PROP_NUM(request, PHP_DELIVRD_REQUEST_URL);
	headers = OBJ_PROP_NUM(request, PHP_DELIVRD_REQUEST_HEADERS);
	body = OBJ_PROP_NUM(request, PHP_DELIVRD_REQUEST_BODY);
	/* Reflection makes objects without calling their constructor. */
	if (Z_TYPE_P(method) != IS_STRING || Z_TYPE_P(url) != IS_STRING || Z_TYPE_P(headers) != IS_ARRAY
		|| Z_TYPE_P(body) != IS_STRING) {
		php_delivrd_raise(DELIVRD_RESULT_INVALID_ARGUMENT, "request: expected one that was constructed");
		return;
	}
	receive(
		return_value, Z_OBJ_P(ZEND_THIS), Z_STR_P(method), Z_STR_P(url), Z_ARRVAL_P(headers), Z_STR_P(body),
		now_is_null, now);
}

ZEND_METHOD(Delivrd_Verifier, messageKey)
{
	zend_string *message_id, *recipient = NULL;
	delivrd_str absent = {.ptr = NULL, .len = 0};
	delivrd_key key;
	delivrd_error *error;
	delivrd_result result;

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(message_id)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(recipient)
	ZEND_PARSE_PARAMETERS_END();

	result = delivrd_verifier_message_key(
		verifier_of(Z_OBJ_P(ZEND_THIS))->handle, php_delivrd_str(message_id),
		recipient != NULL ? php_delivrd_str(recipient) : absent, &key, &error);
	if (result != DELIVRD_RESULT_OK) {
		php_delivrd_throw(error);
		return;
	}
	RETURN_STRINGL(key.text, sizeof(key.text) - 1);
}

ZEND_METHOD(Delivrd_Verifier, adviseOutcome)
{
	zend_object *outcome;
	delivrd_advice advice;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(outcome, php_delivrd_ce_outcome)
	ZEND_PARSE_PARAMETERS_END();

	delivrd_verifier_advise_outcome(
		verifier_of(Z_OBJ_P(ZEND_THIS))->handle, php_delivrd_outcome_handle(outcome), &advice);
	php_delivrd_advice(return_value, &advice);
}
