using Beckon.Accounts;
using Beckon.Audiences;
using Beckon.Contacts;
using Beckon.Contacts.Jobs;
using Beckon.Delivery;
using Beckon.Discounts;
using Beckon.Events.Erasing;
using Beckon.Flows;
using Beckon.Flows.Simulation;
using Beckon.Flows.Webhooks;
using Beckon.Identity;
using Beckon.Loyalty;
using Beckon.Orders;
using Beckon.Predictions;
using Beckon.Rfm;

namespace Beckon.Privacy;

/// <summary>
/// The table of contents of what is kept of people, in the order in which it is erased. A table that holds anything of a person has a line here, or
/// a test says so. Bodies of requests (<c>raw_payload</c>) are searched afterwards: <see cref="PayloadSearch"/>.
/// </summary>
public static class PersonalData
{
    public static IReadOnlyList<Kept> All { get; } =
    [
        // The contact first: others who write something of a person look whether they are there, and wait while they go.
        new("contact", ErasureStep.AtOnce, ContactEraseStore.EraseContactAsync),
        new("contact_identifier", ErasureStep.AtOnce, ContactEraseStore.EraseIdentifiersAsync),
        new("webhook_call", ErasureStep.AtOnce, WebhookStore.EraseAsync),
        new("flow_run", ErasureStep.AtOnce, FlowRunEraseStore.EraseRunsAsync),
        new("flow_simulated_run", ErasureStep.AtOnce, SimulationStore.EraseRunsAsync),
        new("short_link", ErasureStep.AtOnce, MessageEraseStore.EraseShortLinksAsync),
        new("message", ErasureStep.AtOnce, MessageEraseStore.EraseWaitingAsync),
        new("test_inbox", ErasureStep.AtOnce, MessageEraseStore.EraseTestInboxAsync),
        new("message_touch", ErasureStep.AtOnce, MessageEraseStore.EraseTouchesAsync),
        new("consent", ErasureStep.AtOnce, ContactEraseStore.EraseConsentAsync),
        new("consent_log", ErasureStep.AtOnce, ContactEraseStore.EraseConsentLogAsync),
        new("suppression", ErasureStep.AtOnce, ContactEraseStore.EraseSuppressionAsync),
        new("trait", ErasureStep.AtOnce, ContactEraseStore.EraseTraitsAsync),
        new("contact_value", ErasureStep.AtOnce, ContactEraseStore.EraseFieldsAsync),
        new("contact_group_member", ErasureStep.AtOnce, ContactEraseStore.EraseGroupsAsync),
        new("loyalty_member", ErasureStep.AtOnce, MemberEraseStore.EraseAsync),
        new("discount_code", ErasureStep.AtOnce, DiscountMoveStore.EraseAsync),
        new("rfm_score", ErasureStep.AtOnce, RfmEraseStore.EraseAsync),
        new("prediction", ErasureStep.AtOnce, PredictionEraseStore.EraseAsync),
        new("audience_member", ErasureStep.AtOnce, AudienceEraseStore.EraseMembershipsAsync),
        new("audience_standing", ErasureStep.AtOnce, AudienceEraseStore.EraseStandingsAsync),
        new("contact_change", ErasureStep.AtOnce, AudienceEraseStore.EraseChangesAsync),
        new("cart", ErasureStep.AtOnce, OrderEraseStore.EraseCartsAsync),
        new("shop_order", ErasureStep.AtOnce, OrderEraseStore.EmptyOrdersAsync),
        new("contact_merge", ErasureStep.AtOnce, MergeEraseStore.EraseMergesAsync),
        new("identity_conflict", ErasureStep.AtOnce, MergeEraseStore.EraseConflictsAsync),
        new("contact_apart", ErasureStep.AtOnce, MergeEraseStore.EraseApartAsync),

        new("event", ErasureStep.InTurns, EventEraseStore.EraseEventsAsync),
        new("event", ErasureStep.InTurns, EventEraseStore.EraseMentionsAsync),
        new("shop_order", ErasureStep.InTurns, OrderEraseStore.EraseMentionsAsync),
        new("message", ErasureStep.InTurns, MessageEraseStore.EmptyMessagesAsync),
        new("audit_entry", ErasureStep.InTurns, (connection, person, ct) => AuditEraseStore.EraseDetailsAsync(connection, person.WorkspaceId, Said(person), ct)),
        new("dead_letter", ErasureStep.InTurns, EventEraseStore.EraseLettersAsync),
        new("contact_import_refusal", ErasureStep.InTurns, JobEraseStore.EraseRefusalsAsync),
        new("contact_job", ErasureStep.InTurns, JobEraseStore.EraseMentionsAsync),
        new("contact_job_part", ErasureStep.InTurns, JobEraseStore.EraseFilesAsync),
    ];

    /// <summary>Kept with nothing but the opaque id of a contact that is not there any more, and why.</summary>
    public static IReadOnlyDictionary<string, string> StaysWithoutThePerson { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["order_credit"] = "Which message an order is credited to: the revenue of campaigns.",
        ["erasure"] = "That somebody was erased, when and at whose word. What finds them is in it while it is done, sealed.",
        ["erased_address"] = "A salted hash of their address, so that they are left alone.",
        ["event_key"] = "A hash of the sender's name for an event, so that a repeated delivery brings nothing back.",
        ["event_property"] = "Examples of values that three people have had, or that belong to nobody; none that looks like a person's own.",
    };

    /// <summary>Kept of people, and let go of in another way than by a line above.</summary>
    public static IReadOnlyDictionary<string, string> OtherWays { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["raw_payload"] = "Bodies of requests go with their events, and are searched at last.",
        ["pending_fetch"] = "Calls of platforms that name a cart or an order by its id: followed up within moments, then gone.",
        ["inbox"] = "What waits takes effect first; what arrives later is a new person's.",
    };

    private static string[] Said(ErasedPerson person) =>
        [.. person.Known.Select(one => one.Value).Where(value => value.Length >= ShortestSaid).Distinct(StringComparer.Ordinal)];

    // A short id may stand for anything.
    private const int ShortestSaid = 7;
}
