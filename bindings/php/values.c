/* Texts, times and plain objects, from what the library gives. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

#include "ext/date/php_date.h"
#include "ext/json/php_json.h"
#include "ext/json/php_json_parser.h"

/* More than any JSON of the library nests. */
#define JSON_DEPTH 32

void php_delivrd_text(zval *out, delivrd_str text)
{
	if (text.ptr == NULL) {
		ZVAL_NULL(out);
	} else {
		ZVAL_STR(out, zend_string_init_fast(text.ptr, text.len));
	}
}

void php_delivrd_count(zval *out, uint32_t count)
{
	if (count == 0) {
		ZVAL_NULL(out);
	} else {
		ZVAL_LONG(out, count);
	}
}

/* PHP keeps microseconds, and would take the zone "Z" for an abbreviation. */
void php_delivrd_time(zval *out, const delivrd_time *time)
{
	static const char zone[] = "+00:00";
	char text[sizeof(time->text) + sizeof(zone)];
	size_t length = strcspn(time->text, "Z");
	size_t whole = strcspn(time->text, ".");

	if (length == 0) {
		ZVAL_NULL(out);
		return;
	}
	if (length > whole + sizeof(".123456") - 1) {
		length = whole + sizeof(".123456") - 1;
	}
	memcpy(text, time->text, length);
	memcpy(text + length, zone, sizeof(zone));
	php_date_instantiate(php_date_get_immutable_ce(), out);
	php_date_initialize(Z_PHPDATE_P(out), text, length + sizeof(zone) - 1, NULL, NULL, 0);
}

void php_delivrd_failure(zval *out, bool has_failure, const delivrd_failure *failure)
{
	zend_object *object;

	if (!has_failure) {
		ZVAL_NULL(out);
		return;
	}
	object_init_ex(out, php_delivrd_ce_failure);
	object = Z_OBJ_P(out);
	php_delivrd_word(php_delivrd_slot(object, 0), PHP_DELIVRD_REASON, failure->reason);
	php_delivrd_word(php_delivrd_slot(object, 1), PHP_DELIVRD_PERMANENCE, failure->permanence);
	php_delivrd_word(php_delivrd_slot(object, 2), PHP_DELIVRD_SOURCE, failure->source);
}

void php_delivrd_advice(zval *out, const delivrd_advice *advice)
{
	zend_object *object;

	object_init_ex(out, php_delivrd_ce_advice);
	object = Z_OBJ_P(out);
	php_delivrd_word(php_delivrd_slot(object, 0), PHP_DELIVRD_ACTION, advice->action);
	php_delivrd_text(php_delivrd_slot(object, 1), advice->id);
	php_delivrd_text(php_delivrd_slot(object, 2), advice->explanation);
}

void php_delivrd_cost(zval *out, const delivrd_cost *cost)
{
	object_init_ex(out, php_delivrd_ce_cost);
	php_delivrd_text(php_delivrd_slot(Z_OBJ_P(out), 0), cost->amount);
	php_delivrd_text(php_delivrd_slot(Z_OBJ_P(out), 1), cost->currency);
}

void php_delivrd_owned_text(zval *out, delivrd_text *text)
{
	zend_try {
		php_delivrd_text(out, delivrd_text_str(text));
	} zend_catch {
		delivrd_text_free(text);
		zend_bailout();
	} zend_end_try();
	delivrd_text_free(text);
}

typedef struct {
	php_json_parser parser;
	php_json_parser_func_object_update_t add_member;
} json_reader;

/* PHP's objects have no names that begin with NUL, and json_encode leaves such ones out: where one
 * comes, the object becomes an array, which a name of that kind keeps from being a list. */
static int add_any_member(php_json_parser *parser, zval *object, zend_string *name, zval *value)
{
	if (UNEXPECTED(Z_TYPE_P(object) == IS_OBJECT && ZSTR_LEN(name) > 0 && ZSTR_VAL(name)[0] == '\0')) {
		convert_to_array(object);
	}
	return ((json_reader *) parser)->add_member(parser, object, name, value);
}

void php_delivrd_decoded(zval *out, delivrd_text *text, bool as_array)
{
	json_reader reader;
	zval json;

	/* PHP's reader wants the zero byte behind the text that its own strings have. */
	php_delivrd_owned_text(&json, text);
	php_json_parser_init(
		&reader.parser, out, Z_STRVAL(json), Z_STRLEN(json), as_array ? PHP_JSON_OBJECT_AS_ARRAY : 0, JSON_DEPTH);
	reader.add_member = reader.parser.methods.object_update;
	reader.parser.methods.object_update = add_any_member;
	if (UNEXPECTED(php_json_parse(&reader.parser) != 0)) {
		ZVAL_NULL(out);
		php_delivrd_raise(DELIVRD_RESULT_INTERNAL, "the JSON of the library cannot be read");
	}
	zval_ptr_dtor_str(&json);
}
