/* Notification and Receipt. Their properties are declared as usual, but made when they are first
 * read: most receivers read three of them, and the two keys alone cost two hashes. Until then a
 * property is uninitialized, which makes the engine ask the handlers below; afterwards it goes
 * straight to the property. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

/* A notification and its receipts share the handle, in whatever order PHP frees them. Objects never
 * leave their thread, so that a plain counter does. */
typedef struct {
	delivrd_notification *handle;
	uint32_t references;
} shared_handle;

typedef struct {
	shared_handle *shared;
	/* NULL for a notification. */
	const delivrd_receipt *receipt;
	zend_object std;
} news;

static zend_object_handlers handlers;

/* In the order of the stub. */
enum {
	NOTIFICATION_PROVIDER,
	NOTIFICATION_ACCOUNT,
	NOTIFICATION_EVENT,
	NOTIFICATION_VERIFIED,
	NOTIFICATION_PAYLOAD_SHA256,
	NOTIFICATION_RECEIPTS,
	NOTIFICATION_OTHER,
	NOTIFICATION_UNREADABLE
};
enum {
	RECEIPT_DEDUPE_KEY,
	RECEIPT_MESSAGE_KEY,
	RECEIPT_MESSAGE_ID,
	RECEIPT_REFERENCE,
	RECEIPT_RECIPIENT,
	RECEIPT_SENDER,
	RECEIPT_CHANNEL,
	RECEIPT_CAMPAIGN,
	RECEIPT_STATE,
	RECEIPT_FINAL,
	RECEIPT_CONFIRMATION,
	RECEIPT_FAILURE,
	RECEIPT_ADVICE,
	RECEIPT_STATUS,
	RECEIPT_CODE,
	RECEIPT_CODE_SYSTEM,
	RECEIPT_DETAIL,
	RECEIPT_OCCURRED_AT,
	RECEIPT_PARTS,
	RECEIPT_PART,
	RECEIPT_COST,
	RECEIPT_CARRIER,
	RECEIPT_NETWORK,
	RECEIPT_TAGS,
	RECEIPT_EXTRA
};

static news *news_of(zend_object *object)
{
	return PHP_DELIVRD_OBJECT(news, object);
}

/* Making values. */

static void make_event(zval *out, const delivrd_notification *handle)
{
	delivrd_event event;
	zend_object *object;

	delivrd_notification_event(handle, &event);
	object_init_ex(out, php_delivrd_ce_event);
	object = Z_OBJ_P(out);
	php_delivrd_text(php_delivrd_slot(object, 0), event.id);
	php_delivrd_text(php_delivrd_slot(object, 1), event.type);
	php_delivrd_count(php_delivrd_slot(object, 2), event.attempt);
}

static void make_verification(zval *out, const delivrd_notification *handle)
{
	delivrd_verification verified;
	zend_object *object;

	if (!delivrd_notification_verified(handle, &verified)) {
		ZVAL_NULL(out);
		return;
	}
	object_init_ex(out, php_delivrd_ce_verification);
	object = Z_OBJ_P(out);
	php_delivrd_text(php_delivrd_slot(object, 0), verified.scheme);
	php_delivrd_text(php_delivrd_slot(object, 1), verified.key);
	if (verified.has_time) {
		php_delivrd_time(php_delivrd_slot(object, 2), &verified.signed_at);
		ZVAL_LONG(php_delivrd_slot(object, 3), verified.skew);
	} else {
		ZVAL_NULL(php_delivrd_slot(object, 2));
		ZVAL_NULL(php_delivrd_slot(object, 3));
	}
}

static void make_receipts(zval *out, shared_handle *shared)
{
	size_t count = delivrd_notification_receipt_count(shared->handle);

	if (count == 0) {
		ZVAL_EMPTY_ARRAY(out);
		return;
	}
	array_init_size(out, (uint32_t) count);
	for (size_t index = 0; index < count; index++) {
		zval made;
		object_init_ex(&made, php_delivrd_ce_receipt);
		news_of(Z_OBJ(made))->shared = shared;
		shared->references++;
		news_of(Z_OBJ(made))->receipt = delivrd_notification_receipt(shared->handle, index);
		add_next_index_zval(out, &made);
	}
}

static void make_unreadable(zval *out, const delivrd_notification *handle)
{
	size_t count = delivrd_notification_unreadable_count(handle);

	if (count == 0) {
		ZVAL_EMPTY_ARRAY(out);
		return;
	}
	array_init_size(out, (uint32_t) count);
	for (size_t index = 0; index < count; index++) {
		delivrd_unreadable item;
		zval made;
		delivrd_notification_unreadable(handle, index, &item);
		object_init_ex(&made, php_delivrd_ce_unreadable);
		ZVAL_LONG(php_delivrd_slot(Z_OBJ(made), 0), (zend_long) item.index);
		php_delivrd_text(php_delivrd_slot(Z_OBJ(made), 1), item.kind);
		add_next_index_zval(out, &made);
	}
}

static void make_notification_property(zval *out, shared_handle *shared, uint32_t number)
{
	const delivrd_notification *handle = shared->handle;
	delivrd_sha256 hash;

	switch (number) {
		case NOTIFICATION_PROVIDER:
			php_delivrd_text(out, delivrd_notification_provider(handle));
			break;
		case NOTIFICATION_ACCOUNT:
			php_delivrd_text(out, delivrd_notification_account(handle));
			break;
		case NOTIFICATION_EVENT:
			make_event(out, handle);
			break;
		case NOTIFICATION_VERIFIED:
			make_verification(out, handle);
			break;
		case NOTIFICATION_PAYLOAD_SHA256:
			delivrd_notification_payload_sha256(handle, &hash);
			ZVAL_STRINGL(out, hash.text, sizeof(hash.text) - 1);
			break;
		case NOTIFICATION_RECEIPTS:
			make_receipts(out, shared);
			break;
		case NOTIFICATION_OTHER:
			php_delivrd_text(out, delivrd_notification_other(handle));
			break;
		case NOTIFICATION_UNREADABLE:
			make_unreadable(out, handle);
			break;
		default:
			ZVAL_UNDEF(out);
	}
}

static void make_key(zval *out, const delivrd_key *key)
{
	ZVAL_STRINGL(out, key->text, sizeof(key->text) - 1);
}

static void make_tags(zval *out, const delivrd_receipt *receipt)
{
	size_t count = delivrd_receipt_tag_count(receipt);

	if (count == 0) {
		ZVAL_EMPTY_ARRAY(out);
		return;
	}
	array_init_size(out, (uint32_t) count);
	for (size_t index = 0; index < count; index++) {
		delivrd_str tag = delivrd_receipt_tag(receipt, index);
		add_next_index_stringl(out, tag.ptr, tag.len);
	}
}

static void make_extra(zval *out, const delivrd_receipt *receipt)
{
	size_t count = delivrd_receipt_extra_count(receipt);

	if (count == 0) {
		ZVAL_EMPTY_ARRAY(out);
		return;
	}
	array_init_size(out, (uint32_t) count);
	for (size_t index = 0; index < count; index++) {
		delivrd_str text = delivrd_receipt_extra_name(receipt, index);
		/* PHP reads the first byte of a name, and the one behind the last: the library's need not have them. */
		zend_string *name = zend_string_init_fast(text.ptr, text.len);
		zval value;
		php_delivrd_text(&value, delivrd_receipt_extra_value(receipt, index));
		/* As arrays have it, a name that is a number becomes one. */
		zend_symtable_update(Z_ARRVAL_P(out), name, &value);
		zend_string_release(name);
	}
}

static void make_receipt_property(zval *out, const delivrd_receipt *receipt, uint32_t number)
{
	delivrd_key key;
	delivrd_failure failure;
	delivrd_advice advice;
	delivrd_time time;
	delivrd_cost cost;

	switch (number) {
		case RECEIPT_DEDUPE_KEY:
			delivrd_receipt_dedupe_key(receipt, &key);
			make_key(out, &key);
			break;
		case RECEIPT_MESSAGE_KEY:
			delivrd_receipt_message_key(receipt, &key);
			make_key(out, &key);
			break;
		case RECEIPT_MESSAGE_ID:
			php_delivrd_text(out, delivrd_receipt_message_id(receipt));
			break;
		case RECEIPT_REFERENCE:
			php_delivrd_text(out, delivrd_receipt_reference(receipt));
			break;
		case RECEIPT_RECIPIENT:
			php_delivrd_text(out, delivrd_receipt_recipient(receipt));
			break;
		case RECEIPT_SENDER:
			php_delivrd_text(out, delivrd_receipt_sender(receipt));
			break;
		case RECEIPT_CHANNEL:
			php_delivrd_text(out, delivrd_receipt_channel(receipt));
			break;
		case RECEIPT_CAMPAIGN:
			php_delivrd_text(out, delivrd_receipt_campaign(receipt));
			break;
		case RECEIPT_STATE:
			php_delivrd_word(out, PHP_DELIVRD_STATE, delivrd_receipt_state(receipt));
			break;
		case RECEIPT_FINAL:
			ZVAL_BOOL(out, delivrd_receipt_is_final(receipt));
			break;
		case RECEIPT_CONFIRMATION:
			php_delivrd_word(out, PHP_DELIVRD_CONFIRMATION, delivrd_receipt_confirmation(receipt));
			break;
		case RECEIPT_FAILURE:
			php_delivrd_failure(out, delivrd_receipt_failure(receipt, &failure), &failure);
			break;
		case RECEIPT_ADVICE:
			delivrd_receipt_advice(receipt, &advice);
			php_delivrd_advice(out, &advice);
			break;
		case RECEIPT_STATUS:
			php_delivrd_text(out, delivrd_receipt_status(receipt));
			break;
		case RECEIPT_CODE:
			php_delivrd_text(out, delivrd_receipt_code(receipt));
			break;
		case RECEIPT_CODE_SYSTEM:
			if (delivrd_receipt_code(receipt).ptr != NULL) {
				php_delivrd_word(out, PHP_DELIVRD_CODE_SYSTEM, delivrd_receipt_code_system(receipt));
			} else {
				ZVAL_NULL(out);
			}
			break;
		case RECEIPT_DETAIL:
			php_delivrd_text(out, delivrd_receipt_detail(receipt));
			break;
		case RECEIPT_OCCURRED_AT:
			if (delivrd_receipt_occurred_at(receipt, &time)) {
				php_delivrd_time(out, &time);
			} else {
				ZVAL_NULL(out);
			}
			break;
		case RECEIPT_PARTS:
			php_delivrd_count(out, delivrd_receipt_parts(receipt));
			break;
		case RECEIPT_PART:
			php_delivrd_count(out, delivrd_receipt_part(receipt));
			break;
		case RECEIPT_COST:
			if (delivrd_receipt_cost(receipt, &cost)) {
				php_delivrd_cost(out, &cost);
			} else {
				ZVAL_NULL(out);
			}
			break;
		case RECEIPT_CARRIER:
			php_delivrd_text(out, delivrd_receipt_carrier(receipt));
			break;
		case RECEIPT_NETWORK:
			php_delivrd_text(out, delivrd_receipt_network(receipt));
			break;
		case RECEIPT_TAGS:
			make_tags(out, receipt);
			break;
		case RECEIPT_EXTRA:
			make_extra(out, receipt);
			break;
		default:
			ZVAL_UNDEF(out);
	}
}

/* Making them when they are needed. */

static void fill(zend_object *object, uint32_t number)
{
	news *self = news_of(object);
	zval made;

	/* The engine has no way to an object without a handle, but would crash on one. */
	if (self->shared == NULL || Z_TYPE_P(OBJ_PROP_NUM(object, number)) != IS_UNDEF) {
		return;
	}
	if (self->receipt != NULL) {
		make_receipt_property(&made, self->receipt, number);
	} else {
		make_notification_property(&made, self->shared, number);
	}
	ZVAL_COPY_VALUE(php_delivrd_slot(object, number), &made);
}

static void fill_named(zend_object *object, zend_string *name)
{
	zend_property_info *info = zend_hash_find_ptr(&object->ce->properties_info, name);

	if (info != NULL) {
		fill(object, OBJ_PROP_TO_NUM(info->offset));
	}
}

static void fill_all(zend_object *object)
{
	for (int number = 0; number < object->ce->default_properties_count; number++) {
		fill(object, (uint32_t) number);
	}
}

/* Handlers: each fills first, and then leaves it to the engine what is allowed. */

static zval *read_property(zend_object *object, zend_string *name, int type, void **cache_slot, zval *rv)
{
	/* The engine keeps where the property is that the same line of a script has read before. */
	uintptr_t place = cache_slot != NULL && CACHED_PTR_EX(cache_slot) == object->ce
		? (uintptr_t) CACHED_PTR_EX(cache_slot + 1)
		: ZEND_DYNAMIC_PROPERTY_OFFSET;

	if (type == BP_VAR_R && IS_VALID_PROPERTY_OFFSET(place)) {
		fill(object, OBJ_PROP_TO_NUM(place));
		if (EXPECTED(Z_TYPE_P(OBJ_PROP(object, place)) != IS_UNDEF)) {
			return OBJ_PROP(object, place);
		}
	} else {
		fill_named(object, name);
	}
	return zend_std_read_property(object, name, type, cache_slot, rv);
}

static zval *write_property(zend_object *object, zend_string *name, zval *value, void **cache_slot)
{
	fill_named(object, name);
	return zend_std_write_property(object, name, value, cache_slot);
}

static zval *get_property_ptr_ptr(zend_object *object, zend_string *name, int type, void **cache_slot)
{
	fill_named(object, name);
	return zend_std_get_property_ptr_ptr(object, name, type, cache_slot);
}

static int has_property(zend_object *object, zend_string *name, int how, void **cache_slot)
{
	fill_named(object, name);
	return zend_std_has_property(object, name, how, cache_slot);
}

static void unset_property(zend_object *object, zend_string *name, void **cache_slot)
{
	fill_named(object, name);
	zend_std_unset_property(object, name, cache_slot);
}

static HashTable *get_properties(zend_object *object)
{
	fill_all(object);
	return zend_std_get_properties(object);
}

/* The engine's own asks get_properties, and would make values in the midst of a collection. */
static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	if (object->properties != NULL) {
		*table = NULL;
		*count = 0;
		return object->properties;
	}
	*table = object->properties_table;
	*count = object->ce->default_properties_count;
	return NULL;
}

static int compare(zval *left, zval *right)
{
	if (Z_TYPE_P(left) == IS_OBJECT && Z_TYPE_P(right) == IS_OBJECT && Z_OBJCE_P(left) == Z_OBJCE_P(right)) {
		fill_all(Z_OBJ_P(left));
		fill_all(Z_OBJ_P(right));
	}
	return zend_std_compare_objects(left, right);
}

static zend_object *create(zend_class_entry *ce)
{
	news *self = zend_object_alloc(sizeof(news), ce);

	zend_object_std_init(&self->std, ce);
	/* What object_properties_init does, for properties that all begin uninitialized. */
	memcpy(
		self->std.properties_table, ce->default_properties_table,
		(size_t) ce->default_properties_count * sizeof(zval));
	self->std.handlers = &handlers;
	return &self->std;
}

static void free_object(zend_object *object)
{
	shared_handle *shared = news_of(object)->shared;

	if (shared != NULL && --shared->references == 0) {
		delivrd_notification_free(shared->handle);
		efree(shared);
	}
	zend_object_std_dtor(object);
}

void php_delivrd_news_start(void)
{
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = XtOffsetOf(news, std);
	handlers.free_obj = free_object;
	handlers.clone_obj = NULL;
	handlers.read_property = read_property;
	handlers.write_property = write_property;
	handlers.get_property_ptr_ptr = get_property_ptr_ptr;
	handlers.has_property = has_property;
	handlers.unset_property = unset_property;
	handlers.get_properties = get_properties;
	handlers.get_gc = get_gc;
	handlers.compare = compare;
	php_delivrd_ce_notification->create_object = create;
	php_delivrd_ce_receipt->create_object = create;
}

delivrd_notification **php_delivrd_news_new(zval *out)
{
	shared_handle *shared;

	object_init_ex(out, php_delivrd_ce_notification);
	shared = emalloc(sizeof(shared_handle));
	shared->handle = NULL;
	shared->references = 1;
	news_of(Z_OBJ_P(out))->shared = shared;
	return &shared->handle;
}

const delivrd_receipt *php_delivrd_receipt_handle(zend_object *receipt)
{
	return news_of(receipt)->receipt;
}

/* Methods. */

ZEND_METHOD(Delivrd_Notification, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(Delivrd_Notification, fromJson)
{
	zend_string *json;
	delivrd_notification **handle;
	delivrd_error *error;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(json)
	ZEND_PARSE_PARAMETERS_END();

	handle = php_delivrd_news_new(return_value);
	if (delivrd_notification_from_json(php_delivrd_str(json), handle, &error) != DELIVRD_RESULT_OK) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
		php_delivrd_throw(error);
	}
}

/* Of a notification, a receipt or an outcome, which share the three methods below. */
static delivrd_text *json_of(zend_object *object)
{
	delivrd_text *text;
	delivrd_error *error;
	delivrd_result result;

	if (object->ce == php_delivrd_ce_outcome) {
		result = delivrd_outcome_to_json(php_delivrd_outcome_handle(object), &text, &error);
	} else if (object->ce == php_delivrd_ce_receipt) {
		result = delivrd_receipt_to_json(news_of(object)->receipt, &text, &error);
	} else {
		result = delivrd_notification_to_json(news_of(object)->shared->handle, &text, &error);
	}
	if (result != DELIVRD_RESULT_OK) {
		php_delivrd_throw(error);
		return NULL;
	}
	return text;
}

ZEND_METHOD(Delivrd_Notification, toJson)
{
	delivrd_text *text;

	ZEND_PARSE_PARAMETERS_NONE();
	text = json_of(Z_OBJ_P(ZEND_THIS));
	if (text != NULL) {
		php_delivrd_owned_text(return_value, text);
	}
}

ZEND_METHOD(Delivrd_Notification, toArray)
{
	delivrd_text *text;

	ZEND_PARSE_PARAMETERS_NONE();
	text = json_of(Z_OBJ_P(ZEND_THIS));
	if (text != NULL) {
		php_delivrd_decoded(return_value, text, true);
	}
}

ZEND_METHOD(Delivrd_Notification, jsonSerialize)
{
	delivrd_text *text;

	ZEND_PARSE_PARAMETERS_NONE();
	text = json_of(Z_OBJ_P(ZEND_THIS));
	if (text != NULL) {
		php_delivrd_decoded(return_value, text, false);
	}
}

/* Whether a property is a text, or some, that came from outside: not a label or a key, which is a hash. */
static bool is_hidden(zend_string *name, zval *value)
{
	HashTable *list;
	zval *first;

	if (Z_TYPE_P(value) == IS_ARRAY) {
		list = Z_ARRVAL_P(value);
		first = zend_hash_index_find(list, 0);
		return zend_hash_num_elements(list) > 0 && (first == NULL || Z_TYPE_P(first) != IS_OBJECT);
	}
	return Z_TYPE_P(value) == IS_STRING && Z_STRLEN_P(value) > 0
		&& !zend_string_equals_literal(name, "provider") && !zend_string_equals_literal(name, "account")
		&& !zend_string_equals_literal(name, "dedupeKey") && !zend_string_equals_literal(name, "messageKey")
		&& !zend_string_equals_literal(name, "payloadSha256");
}

/* Of every class whose properties hold such texts. */
ZEND_METHOD(Delivrd_Notification, __debugInfo)
{
	HashTable *properties;
	zend_string *name;
	zval *value;

	ZEND_PARSE_PARAMETERS_NONE();
	properties = Z_OBJ_HT_P(ZEND_THIS)->get_properties(Z_OBJ_P(ZEND_THIS));
	array_init_size(return_value, zend_hash_num_elements(properties));
	ZEND_HASH_FOREACH_STR_KEY_VAL_IND(properties, name, value) {
		zval shown;
		if (is_hidden(name, value)) {
			ZVAL_STRING(&shown, "***");
		} else {
			ZVAL_COPY(&shown, value);
		}
		zend_hash_add_new(Z_ARRVAL_P(return_value), name, &shown);
	} ZEND_HASH_FOREACH_END();
}
