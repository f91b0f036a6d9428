using System.Globalization;

namespace Beckon.Analytics;

/// <summary>Decides what the home screen asks people to look at and to do next. Pure.</summary>
public static class HomeAdvice
{
    private const string Integrations = "/settings/integrations";
    private const string History = "/automation/event-history";
    private const string DeadLetters = "/automation/event-history/dead-letters";
    private const string Channels = "/settings/channels";
    private const string Campaigns = "/campaigns";
    private const string Contacts = "/contacts";
    private const string Conflicts = "/conflicts";

    /// <summary>The gravest first: what is lost before what is late before what is missing.</summary>
    public static IReadOnlyList<AttentionItem> Attention(HomeState state)
    {
        var items = new List<AttentionItem>();
        if (state.DeadLetters > 0)
        {
            items.Add(new(
                AttentionKind.DeadLetters,
                $"{Count(state.DeadLetters, "event")} could not be processed and {Are(state.DeadLetters)} set aside. Nothing of them is lost.",
                DeadLetters));
        }
        if (state.MessagesInTrouble > 0)
        {
            items.Add(new(
                AttentionKind.MessagesInTrouble,
                $"{Count(state.MessagesInTrouble, "message")} of the last 7 days failed, or it is uncertain whether {They(state.MessagesInTrouble)} arrived.",
                Campaigns));
        }
        if (!state.HasSource) items.Add(new(AttentionKind.NoSource, "No source is connected, so nothing comes in.", Integrations));
        if (state.LiveCampaign is { } live) AddLive(items, live, state);
        if (state.Conflicts > 0)
        {
            items.Add(new(
                AttentionKind.IdentityConflicts,
                $"{Count(state.Conflicts, "time")} two known contacts claimed the same event. Each went to the stronger identifier's contact: say whether the two are one person.",
                Conflicts));
        }
        return items;
    }

    public static IReadOnlyList<ChecklistItem> Checklist(HomeState state) =>
    [
        new(ChecklistStep.ConnectSource, state.HasSource, "Connect a source", Integrations),
        new(ChecklistStep.ReceiveEvent, state.HasEvent, "Receive the first event", History),
        new(ChecklistStep.SetUpEmail, state.SendsByEmail, "Set up the e-mail channel", Channels),
        new(ChecklistStep.CreateCampaign, state.HasCampaign, "Create an Abandoned Cart campaign", Campaigns),
        new(ChecklistStep.SetLive, state.WasLive, "Set it live", Campaigns),
    ];

    private static void AddLive(List<AttentionItem> items, string live, HomeState state)
    {
        if (!state.AnybodySubscribed)
            items.Add(new(AttentionKind.NobodySubscribed, $"“{live}” is live, but no contact is subscribed to e-mail: it reaches nobody.", Contacts));
        if (!state.SendsByEmail)
            items.Add(new(AttentionKind.TestInboxOnly, $"“{live}” is live, but its messages go to the test inbox: set up SMTP to reach people.", Channels));
    }

    private static string Count(long count, string noun) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + (count == 1 ? noun : noun + "s");

    private static string Are(long count) => count == 1 ? "is" : "are";

    private static string They(long count) => count == 1 ? "it" : "they";
}
