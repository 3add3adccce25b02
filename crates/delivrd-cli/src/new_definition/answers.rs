//! Answers on the command line.

use delivrd::State;

use super::guess::SCHEMES;
use super::seen::BodyFormat;

/// Answers that are not asked for.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Answers")]
pub(super) struct Answers {
    /// The provider's id: one lower-case word
    #[arg(long)]
    pub(super) id: Option<String>,
    /// The provider's name, as it writes itself
    #[arg(long)]
    pub(super) name: Option<String>,
    /// The page on its callbacks
    #[arg(long, value_name = "URL")]
    pub(super) docs: Option<String>,
    /// Where the signature or the secret stands: header:Name or query:name
    #[arg(long, value_name = "PLACE")]
    pub(super) signature: Option<String>,
    /// How requests prove themselves
    #[arg(long, value_parser = SCHEMES)]
    pub(super) scheme: Option<String>,
    /// What stands before the signature or the secret, such as sha256=
    #[arg(long)]
    pub(super) prefix: Option<String>,
    /// How the signature is written
    #[arg(long, value_parser = ["hex", "base64", "base64url"])]
    pub(super) encoding: Option<String>,
    /// Where the signed time stands: header:Name or query:name
    #[arg(long, value_name = "PLACE")]
    pub(super) timestamp: Option<String>,
    /// The template of the signed bytes, such as {timestamp}.{body}
    #[arg(long, value_name = "TEMPLATE")]
    pub(super) signed: Option<String>,
    /// The form of the body [default: that of the capture]
    #[arg(long, value_name = "FORMAT")]
    pub(super) body: Option<BodyFormat>,
    /// JSON Pointer to the list of receipts; empty if the body is that list
    #[arg(long, value_name = "POINTER")]
    pub(super) items: Option<String>,
    /// Where the message id stands
    #[arg(long, value_name = "LOCATION")]
    pub(super) message_id: Option<String>,
    /// Where the status word stands
    #[arg(long, value_name = "LOCATION")]
    pub(super) status: Option<String>,
    /// Where the recipient stands
    #[arg(long, value_name = "LOCATION")]
    pub(super) recipient: Option<String>,
    /// Where the sender stands
    #[arg(long, value_name = "LOCATION")]
    pub(super) sender: Option<String>,
    /// Where the error code stands
    #[arg(long, value_name = "LOCATION")]
    pub(super) code: Option<String>,
    /// Where the words on the error stand
    #[arg(long, value_name = "LOCATION")]
    pub(super) detail: Option<String>,
    /// Where the time of the news stands
    #[arg(long, value_name = "LOCATION")]
    pub(super) occurred_at: Option<String>,
    /// Where your own reference stands
    #[arg(long, value_name = "LOCATION")]
    pub(super) reference: Option<String>,
    /// The status word [default: that of the capture]
    #[arg(long)]
    pub(super) word: Option<String>,
    /// What the status word means
    #[arg(long)]
    pub(super) state: Option<State>,
}

impl Answers {
    /// Where a member of the receipt stands.
    pub(super) fn location(&self, member: &str) -> Option<&str> {
        let location = match member {
            "message_id" => &self.message_id,
            "status" => &self.status,
            "recipient" => &self.recipient,
            "sender" => &self.sender,
            "code" => &self.code,
            "detail" => &self.detail,
            "occurred_at" => &self.occurred_at,
            _ => &self.reference,
        };
        location.as_deref()
    }
}
