namespace Beckon.Analytics;

/// <summary>Today at a glance.</summary>
/// <param name="PeriodStart">Midnight of the first day, in the workspace's zone.</param>
/// <param name="PeriodEnd">Now.</param>
/// <param name="EventsIn">Events that came in. What Beckon tells itself, such as that it sent a message, is not among them.</param>
/// <param name="MessagesSent">Messages handed to the provider.</param>
/// <param name="RecoveredRevenue">What delivered orders came to that are credited to messages.</param>
/// <param name="RecoveredOrders">How many delivered orders are credited to messages.</param>
/// <param name="Contacts">How many contacts there are.</param>
/// <param name="Series">The same by calendar day of the workspace's zone, quiet days too.</param>
/// <param name="Attention">What needs somebody's attention, the gravest first.</param>
/// <param name="Checklist">The way from set-up to the first message.</param>
/// <param name="DemoShop">Where the demonstration's shop is; null without one.</param>
public sealed record HomeView(
    DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, CountFigure EventsIn, CountFigure MessagesSent, MoneyFigure RecoveredRevenue,
    CountFigure RecoveredOrders, long Contacts, IReadOnlyList<HomeDay> Series, IReadOnlyList<AttentionItem> Attention,
    IReadOnlyList<ChecklistItem> Checklist, string? DemoShop);

/// <summary>A number of the period, and of as much time before it.</summary>
/// <param name="Value">In the period.</param>
/// <param name="Previous">Before it, up to the same time of day.</param>
public sealed record CountFigure(long Value, long Previous);

/// <summary>An amount of the period, and of as much time before it.</summary>
/// <param name="Value">In the period.</param>
/// <param name="Previous">Before it, up to the same time of day.</param>
/// <param name="Currency">The workspace's: orders in other currencies are not added.</param>
public sealed record MoneyFigure(decimal Value, decimal Previous, string Currency);

/// <summary>One calendar day of the workspace's zone.</summary>
/// <param name="Day">The day.</param>
/// <param name="Events">Events that came in.</param>
/// <param name="Messages">Messages handed to the provider.</param>
/// <param name="Revenue">What delivered orders came to that are credited to messages.</param>
public sealed record HomeDay(DateOnly Day, long Events, long Messages, decimal Revenue);

/// <summary>Something that needs somebody's attention.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Sentence">In words, with its numbers.</param>
/// <param name="Link">The page of the dashboard where it is settled.</param>
public sealed record AttentionItem(AttentionKind Kind, string Sentence, string Link);

/// <summary>What can need attention.</summary>
public enum AttentionKind
{
    DeadLetters,
    MessagesInTrouble,
    NoSource,
    NobodySubscribed,
    TestInboxOnly,
    IdentityConflicts,
}

/// <summary>A step from set-up to the first message.</summary>
/// <param name="Key">Which.</param>
/// <param name="Done">Whether it is done.</param>
/// <param name="Title">What to do, in words.</param>
/// <param name="Link">The page of the dashboard where it is done.</param>
public sealed record ChecklistItem(ChecklistStep Key, bool Done, string Title, string Link);

/// <summary>The steps from set-up to the first message.</summary>
public enum ChecklistStep
{
    ConnectSource,
    ReceiveEvent,
    SetUpEmail,
    CreateCampaign,
    SetLive,
}
