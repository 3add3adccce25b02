<?php

/** @generate-class-entries */

namespace Delivrd;

/** What became of a message. */
enum State: string
{
    case Unknown = 'unknown';
    case Accepted = 'accepted';
    case Queued = 'queued';
    case Sent = 'sent';
    case Delivered = 'delivered';
    case Undelivered = 'undelivered';
    case Rejected = 'rejected';
    case Expired = 'expired';
    case Canceled = 'canceled';
}

/** How far the news goes. */
enum Confirmation: string
{
    case None = 'none';
    case Provider = 'provider';
    case Operator = 'operator';
    case Unspecified = 'unspecified';
    case Handset = 'handset';
    case Read = 'read';
}

/** Why a message failed. */
enum Reason: string
{
    case Unknown = 'unknown';
    case InvalidDestination = 'invalid_destination';
    case UnknownSubscriber = 'unknown_subscriber';
    case Unreachable = 'unreachable';
    case LandlineOrUnsupported = 'landline_or_unsupported';
    case OptedOut = 'opted_out';
    case SpamFiltered = 'spam_filtered';
    case Blocked = 'blocked';
    case DestinationNotAllowed = 'destination_not_allowed';
    case SenderNotRegistered = 'sender_not_registered';
    case InvalidSender = 'invalid_sender';
    case MessageInvalid = 'message_invalid';
    case Throttled = 'throttled';
    case InsufficientFunds = 'insufficient_funds';
    case AccountProblem = 'account_problem';
    case CarrierError = 'carrier_error';
    case ProviderError = 'provider_error';
    case Expired = 'expired';
    case Canceled = 'canceled';
    case Duplicate = 'duplicate';
    case NoReceipt = 'no_receipt';
}

/** Whether the same message, sent again unchanged, fails the same way. */
enum Permanence: string
{
    case Unknown = 'unknown';
    case Temporary = 'temporary';
    case Permanent = 'permanent';
}

/** What reason and permanence rest on. */
enum Source: string
{
    case Status = 'status';
    case Text = 'text';
    case Code = 'code';
    case Provider = 'provider';
    case Config = 'config';
}

/** Which numbering a code belongs to. */
enum CodeSystem: string
{
    case Provider = 'provider';
    case Smpp = 'smpp';
    case Map = 'map';
    case Rp = 'rp';
    case Tp = 'tp';
}

/** What to do about a message. */
enum Action: string
{
    case None = 'none';
    case Wait = 'wait';
    case Retry = 'retry';
    case UseOtherChannel = 'use_other_channel';
    case FixRecipient = 'fix_recipient';
    case FixSender = 'fix_sender';
    case FixContent = 'fix_content';
    case FixAccount = 'fix_account';
    case Suppress = 'suppress';
    case AskProvider = 'ask_provider';
}

/** Which side wins where a refusal stands beside a delivery that somebody confirmed. */
enum Policy: string
{
    case DeliveredWins = 'delivered_wins';
    case FailureSticky = 'failure_sticky';
}

/**
 * Everything that delivrd throws. The message holds nothing of the request and no key.
 *
 * @property-read string $kind one of tests/error_kinds.json, such as `bad_signature`
 * @property-read int $number the number of the kind, which is also the code
 * @property-read int $httpStatus what to answer the provider with
 * @property-read bool $retryable whether the same call may succeed later
 * @property-read bool $authentic whether the provider was proven to have sent the request all the same
 * @property-read ?int $skew signed time minus the time of the call, in seconds, where a time was off
 */
interface Exception extends \Throwable
{
}

/**
 * The call or the configuration is off.
 *
 * @strict-properties
 * @not-serializable
 */
final class ConfigException extends \InvalidArgumentException implements Exception
{
    public readonly string $kind;
    public readonly int $number;
    public readonly int $httpStatus;
    public readonly bool $retryable;
    public readonly bool $authentic;
    public readonly ?int $skew;

    private function __construct() {}
}

/**
 * The request is not authentic, or not fresh.
 *
 * @strict-properties
 * @not-serializable
 */
final class VerificationException extends \RuntimeException implements Exception
{
    public readonly string $kind;
    public readonly int $number;
    public readonly int $httpStatus;
    public readonly bool $retryable;
    public readonly bool $authentic;
    public readonly ?int $skew;

    /** @implementation-alias Delivrd\ConfigException::__construct */
    private function __construct() {}
}

/**
 * The body cannot be read.
 *
 * @strict-properties
 * @not-serializable
 */
final class ParseException extends \RuntimeException implements Exception
{
    public readonly string $kind;
    public readonly int $number;
    public readonly int $httpStatus;
    public readonly bool $retryable;
    public readonly bool $authentic;
    public readonly ?int $skew;

    /** @implementation-alias Delivrd\ConfigException::__construct */
    private function __construct() {}
}

/**
 * A bug in delivrd.
 *
 * @strict-properties
 * @not-serializable
 */
final class InternalException extends \RuntimeException implements Exception
{
    public readonly string $kind;
    public readonly int $number;
    public readonly int $httpStatus;
    public readonly bool $retryable;
    public readonly bool $authentic;
    public readonly ?int $skew;

    /** @implementation-alias Delivrd\ConfigException::__construct */
    private function __construct() {}
}

/**
 * One endpoint: a provider with keys, tolerance, limits and the label of an account. Immutable;
 * make one and use it for every request.
 *
 * @strict-properties
 * @not-serializable
 */
final class Verifier
{
    /** The id of the provider. */
    public readonly string $provider;
    /** The label of the account; empty if none is configured. */
    public readonly string $account;
    /** The longest body that is read, in bytes. */
    public readonly int $maxBody;

    /**
     * The configuration has the members that docs/receiving.md and the provider's page name, such
     * as `['public_key' => …]`: arrays, texts in UTF-8, numbers, booleans, null, and enum cases.
     * The definitions are texts of TOML, each of a provider of your own, as docs/definitions.md has
     * them; they belong to this verifier alone.
     *
     * @param string[] $definitions
     * @throws ConfigException `unknown_provider`, `invalid_config`, `invalid_argument`
     */
    public function __construct(
        string $provider,
        #[\SensitiveParameter] array $config,
        #[\SensitiveParameter] array $definitions = []
    ) {}

    /**
     * Authenticates and reads a request. Headers are a map of names to a value or a list of values
     * (`getallheaders()`, PSR-7's `getHeaders()`), or a list of `[name, value]` pairs. The body is the
     * bytes that came, before anything decodes them. Without `$now` (Unix seconds) the system's
     * clock counts.
     *
     * @throws VerificationException|ParseException|ConfigException|InternalException
     */
    public function receive(
        #[\SensitiveParameter] string $method,
        #[\SensitiveParameter] string $url,
        #[\SensitiveParameter] array $headers,
        #[\SensitiveParameter] string $body,
        ?int $now = null
    ): Notification {}

    /**
     * The same, of a request in one piece.
     *
     * @throws VerificationException|ParseException|ConfigException|InternalException
     */
    public function receiveRequest(#[\SensitiveParameter] Request $request, ?int $now = null): Notification {}

    /**
     * The key that the receipts of a message will have, at the time of sending it. Pass the
     * recipient always: it counts for providers whose message id can cover several ones.
     *
     * @throws ConfigException
     */
    public function messageKey(
        #[\SensitiveParameter] string $messageId,
        #[\SensitiveParameter] ?string $recipient = null
    ): string {}

    /** What to do about a message, with the `advice` of this configuration in front of the table. */
    public function adviseOutcome(#[\SensitiveParameter] Outcome $outcome): Advice {}
}

/**
 * A request as it arrived.
 *
 * @strict-properties
 * @not-serializable
 */
final class Request
{
    public readonly string $method;
    /** The full URL as the provider called it: scheme, host, path and query. */
    public readonly string $url;
    /** As `Verifier::receive` takes them. */
    public readonly array $headers;
    /** The raw body. */
    public readonly string $body;

    public function __construct(
        #[\SensitiveParameter] string $method,
        #[\SensitiveParameter] string $url,
        #[\SensitiveParameter] array $headers,
        #[\SensitiveParameter] string $body
    ) {}

    /**
     * The request that this script answers, from `$_SERVER` and `php://input`.
     *
     * `$baseUrl` is the external URL in front of path and query, such as `https://example.com`:
     * the safest choice behind a proxy. Or else say with `$trustedProxies` how many proxies of your
     * own stand in front: `X-Forwarded-Proto` and `X-Forwarded-Host` count as the outermost of them
     * wrote them, that is the value at this place from the right. Without both, nothing that is
     * forwarded counts.
     *
     * @throws ConfigException `invalid_argument`
     */
    public static function fromGlobals(?string $baseUrl = null, int $trustedProxies = 0): Request {}

    /** @implementation-alias Delivrd\Notification::__debugInfo */
    public function __debugInfo(): array {}
}

/**
 * The receipts of one authentic request, and what else it says.
 *
 * @strict-properties
 * @not-serializable
 */
final class Notification implements \JsonSerializable
{
    /** The id of the provider. */
    public readonly string $provider;
    /** The label of the verifier's account. */
    public readonly string $account;
    /** The provider's envelope. */
    public readonly Event $event;
    /** How the request was proven; null only after the dangerous way round. */
    public readonly ?Verification $verified;
    /** SHA-256 of the raw body, 64 hex digits. */
    public readonly string $payloadSha256;
    /** @var list<Receipt> one per recipient */
    public readonly array $receipts;
    /** The type of an authentic event that is no receipt; null where there are receipts. */
    public readonly ?string $other;
    /** @var list<Unreadable> items of a batch that could not be read */
    public readonly array $unreadable;

    private function __construct() {}

    /**
     * Reads back what `toJson` wrote. Read what you stored yourself after verifying it, and nothing
     * that came with a request.
     *
     * @throws ConfigException `invalid_argument`
     */
    public static function fromJson(#[\SensitiveParameter] string $json): Notification {}

    /** The members of the contract in their order, as JSON. */
    public function toJson(): string {}

    /** The same as an array: names in snake_case, times as text with all digits. */
    public function toArray(): array {}

    public function jsonSerialize(): object {}

    /**
     * What `var_dump` and `print_r` show: words, times, counts, labels and keys. Of a text that came
     * from outside they show only that there is one.
     */
    public function __debugInfo(): array {}
}

/**
 * One piece of news about one message to one recipient.
 *
 * @strict-properties
 * @not-serializable
 */
final class Receipt implements \JsonSerializable
{
    /** Which fact it states: insert it under a unique constraint. */
    public readonly string $dedupeKey;
    /** Which message (and recipient) it is about. */
    public readonly string $messageKey;
    /** The provider's id of the message. */
    public readonly string $messageId;
    /** The sender's own id, if the provider echoes one. */
    public readonly ?string $reference;
    public readonly ?string $recipient;
    public readonly ?string $sender;
    /** `sms`, `mms`, `rcs`, `whatsapp`, … */
    public readonly ?string $channel;
    /** A registration or campaign id. */
    public readonly ?string $campaign;
    public readonly State $state;
    /** Whether no later news is expected. */
    public readonly bool $final;
    public readonly Confirmation $confirmation;
    /** Why the message failed; null if it did not, or not yet. */
    public readonly ?Failure $failure;
    /** What to do about this receipt, taken alone; of a message, ask its outcome. */
    public readonly Advice $advice;
    /** The provider's word for the state. */
    public readonly ?string $status;
    /** The first error code that applies. */
    public readonly ?string $code;
    public readonly ?CodeSystem $codeSystem;
    /** The provider's own explanation. It may hold numbers or message text. */
    public readonly ?string $detail;
    /** When it happened, by the provider's clock, to the microsecond; `toArray` has all digits. */
    public readonly ?\DateTimeImmutable $occurredAt;
    /** The number of segments of the message. */
    public readonly ?int $parts;
    /** Which segment this is about. */
    public readonly ?int $part;
    public readonly ?Cost $cost;
    /** The carrier's name. */
    public readonly ?string $carrier;
    /** The network as MCC and MNC digits. */
    public readonly ?string $network;
    /** @var list<string> labels that the provider echoes */
    public readonly array $tags;
    /** @var array<string, string> facts that have no member here, by the provider's names */
    public readonly array $extra;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}

    /**
     * The members of the contract in their order, as JSON.
     *
     * @implementation-alias Delivrd\Notification::toJson
     */
    public function toJson(): string {}

    /**
     * The same as an array: names in snake_case, times as text with all digits.
     *
     * @implementation-alias Delivrd\Notification::toArray
     */
    public function toArray(): array {}

    /** @implementation-alias Delivrd\Notification::jsonSerialize */
    public function jsonSerialize(): object {}

    /** @implementation-alias Delivrd\Notification::__debugInfo */
    public function __debugInfo(): array {}
}

/**
 * The provider's envelope of a callback.
 *
 * @strict-properties
 * @not-serializable
 */
final class Event
{
    public readonly ?string $id;
    public readonly ?string $type;
    /** Which attempt of the same event this is, from 1. */
    public readonly ?int $attempt;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}

    /** @implementation-alias Delivrd\Notification::__debugInfo */
    public function __debugInfo(): array {}
}

/**
 * How a request was proven to be authentic and fresh.
 *
 * @strict-properties
 * @not-serializable
 */
final class Verification
{
    /** How the provider proves itself, such as `hmac_sha256`. */
    public readonly string $scheme;
    /** The label of the key that fits; by default its position in the list. */
    public readonly string $key;
    /** The time that was signed. */
    public readonly ?\DateTimeImmutable $signedAt;
    /** Signed time minus the time of the call, in seconds. */
    public readonly ?int $skew;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}

/**
 * An item of a batch that could not be read.
 *
 * @strict-properties
 * @not-serializable
 */
final class Unreadable
{
    /** Its position in the payload, from 0. */
    public readonly int $index;
    /** `missing_member` or `wrong_type`. */
    public readonly string $kind;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}

/**
 * Why a message failed.
 *
 * @strict-properties
 * @not-serializable
 */
final class Failure
{
    public readonly Reason $reason;
    public readonly Permanence $permanence;
    public readonly Source $source;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}

/**
 * What to do.
 *
 * @strict-properties
 * @not-serializable
 */
final class Advice
{
    public readonly Action $action;
    /** The stable name of the explanation, for translation. */
    public readonly string $id;
    /** One plain English sentence, fit to be shown to an end user. */
    public readonly string $explanation;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}

/**
 * A price, exactly as sent.
 *
 * @strict-properties
 * @not-serializable
 */
final class Cost
{
    /** Decimal digits, with sign and exponent as sent. */
    public readonly string $amount;
    public readonly ?string $currency;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}

    /** @implementation-alias Delivrd\Notification::__debugInfo */
    public function __debugInfo(): array {}
}

/**
 * What the receipts of one message say together, whatever their order and number.
 *
 * @strict-properties
 * @not-serializable
 */
final class Outcome implements \JsonSerializable
{
    /** The outcome of no receipt: unknown, not final. */
    public function __construct(Policy $policy = Policy::DeliveredWins) {}

    /**
     * Reads back what `toJson` wrote.
     *
     * @throws ConfigException `invalid_argument`
     */
    public static function fromJson(#[\SensitiveParameter] string $json): Outcome {}

    /** Takes a receipt of the same message in. */
    public function apply(#[\SensitiveParameter] Receipt $receipt): Change {}

    /**
     * Takes in what another outcome of the same message knows.
     *
     * @throws ConfigException `invalid_argument` if the two have different policies
     */
    public function merge(#[\SensitiveParameter] Outcome $other): Change {}

    public function policy(): Policy {}

    /** What to act on, as it is now. */
    public function summary(): Summary {}

    public function state(): State {}

    public function final(): bool {}

    public function confirmation(): Confirmation {}

    public function failure(): ?Failure {}

    public function conflict(): bool {}

    public function late(): bool {}

    /** The losing side of a conflict. */
    public function contradiction(): ?Contradiction {}

    /** What to do, by the built-in table; `Verifier::adviseOutcome` knows the configuration, too. */
    public function advice(): Advice {}

    public function sentAt(): ?\DateTimeImmutable {}

    public function deliveredAt(): ?\DateTimeImmutable {}

    public function readAt(): ?\DateTimeImmutable {}

    public function failedAt(): ?\DateTimeImmutable {}

    /** The greatest number of segments that a receipt stated. */
    public function parts(): ?int {}

    public function cost(): ?Cost {}

    /** @return list<Segment> */
    public function segments(): array {}

    /**
     * What it shows, and what `fromJson` needs.
     *
     * @implementation-alias Delivrd\Notification::toJson
     */
    public function toJson(): string {}

    /** @implementation-alias Delivrd\Notification::toArray */
    public function toArray(): array {}

    /** @implementation-alias Delivrd\Notification::jsonSerialize */
    public function jsonSerialize(): object {}
}

/**
 * What to act on, at one moment.
 *
 * @strict-properties
 * @not-serializable
 */
final class Summary
{
    public readonly State $state;
    public readonly bool $final;
    public readonly Confirmation $confirmation;
    public readonly ?Failure $failure;
    /** A refusal stands beside a delivery that somebody confirmed. */
    public readonly bool $conflict;
    /** A confirmed delivery stands beside "expired" or "no outcome will come". */
    public readonly bool $late;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}

/**
 * The losing side of a conflict.
 *
 * @strict-properties
 * @not-serializable
 */
final class Contradiction
{
    public readonly State $state;
    public readonly ?Failure $failure;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}

/**
 * What is known of one segment of a message; segment 0 where the provider tells none apart.
 *
 * @strict-properties
 * @not-serializable
 */
final class Segment
{
    public readonly int $part;
    /** The merge key of the receipt that decides, 72 hex digits: the greater one stays. */
    public readonly string $mergeKey;
    /** One bit for each rank of a receipt that was seen; bit 0 is rank 0. */
    public readonly int $seen;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}

/**
 * What a receipt or another outcome changed.
 *
 * @strict-properties
 * @not-serializable
 */
final class Change
{
    /** Whether the outcome holds anything now that it did not hold before: keep it. */
    public readonly bool $newInformation;
    /** Whether `before` and `after` differ: act once, when this is true. */
    public readonly bool $transition;
    public readonly Summary $before;
    public readonly Summary $after;

    /** @implementation-alias Delivrd\Notification::__construct */
    private function __construct() {}
}
