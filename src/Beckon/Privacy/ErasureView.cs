using Beckon.Kernel;

namespace Beckon.Privacy;

/// <summary>An erasure and how far it is. It names nobody.</summary>
/// <param name="Id">Starts with <c>era_</c>.</param>
/// <param name="Status">Waiting, ready (what had arrived before takes effect first), clearing (the history), searching (what was received) or done.</param>
/// <param name="ContactId">Of the contact that is, or was, theirs; null when nobody was known.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">At whose word.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="Total">How many rows or requests the present stage looks at; null before that is known.</param>
/// <param name="Done">How many it has looked at.</param>
/// <param name="SecondsLeft">About how long the present stage still takes; null while that cannot be told.</param>
/// <param name="Erased">How many rows were erased or emptied so far, by what they are of.</param>
/// <param name="Problem">Why it does not go on just now; it is tried again.</param>
/// <param name="FinishedAt">When the last trace was gone.</param>
public sealed record ErasureView(
    string Id, ErasureStatus Status, string? ContactId, ErasureReason Reason, string By, DateTimeOffset RequestedAt, long? Total, long Done, int? SecondsLeft,
    IReadOnlyDictionary<string, long> Erased, string? Problem, DateTimeOffset? FinishedAt)
{
    public static ErasureView Of(Erasure erasure, DateTimeOffset now) => new(
        Ids.Out(Ids.Erasure, erasure.Id), erasure.Status, Ids.Out(Ids.Contact, erasure.ContactId), erasure.Reason, erasure.Actor, erasure.RequestedAt,
        erasure.Total > 0 ? erasure.Total : null, erasure.Done, SecondsLeftOf(erasure, now), erasure.Counts,
        erasure.Error is null ? null : "A step failed and is tried again every ten seconds. The server's log says why.", erasure.FinishedAt);

    private static int? SecondsLeftOf(Erasure erasure, DateTimeOffset now)
    {
        if (erasure.Status is not (ErasureStatus.Clearing or ErasureStatus.Searching) || erasure.Done <= 0 || erasure.Total <= 0) return null;
        var took = (now - erasure.StageSince).TotalSeconds;
        return (int)Math.Clamp(Math.Ceiling(took / erasure.Done * Math.Max(0, erasure.Total - erasure.Done)), 0, int.MaxValue);
    }
}
