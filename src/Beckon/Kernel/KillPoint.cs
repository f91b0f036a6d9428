using System.Diagnostics;
using System.Globalization;

namespace Beckon.Kernel;

/// <summary>
/// Named points on the way of an event at which tests end the program as kill -9 and a loss of power do: without a word to anybody. The
/// environment arms one, <c>BECKON_KILL_AT=outbox.claimed</c>, or <c>outbox.claimed:3</c> for the third time it is reached; otherwise reaching
/// one costs the look at a constant.
/// </summary>
public static class KillPoint
{
    public const string Variable = "BECKON_KILL_AT";

    /// <summary>Events have been taken in, nothing of them is on disk.</summary>
    public const string InboxWriting = "inbox.writing";

    /// <summary>Events are on disk, their sender has no answer yet.</summary>
    public const string InboxWritten = "inbox.written";

    /// <summary>A batch has taken effect in a transaction that is not committed.</summary>
    public const string PipelineApplied = "pipeline.applied";

    /// <summary>The effects of a batch are committed, the outbox has not heard of its messages.</summary>
    public const string PipelineCommitted = "pipeline.committed";

    /// <summary>Carts that were left alone count as abandoned in a transaction that is not committed.</summary>
    public const string IdleCartsTold = "idle_carts.told";

    /// <summary>That carts count as abandoned is committed, nobody has heard of it.</summary>
    public const string IdleCartsCommitted = "idle_carts.committed";

    /// <summary>Messages are marked as being handed over, the provider has not heard of them.</summary>
    public const string OutboxClaimed = "outbox.claimed";

    /// <summary>The provider has taken messages, nothing of it is written down.</summary>
    public const string OutboxHandedOver = "outbox.handed_over";

    /// <summary>What became of messages is written down.</summary>
    public const string OutboxRecorded = "outbox.recorded";

    /// <summary>A platform's call is kept and is about to be followed up.</summary>
    public const string FetchClaimed = "fetch.claimed";

    /// <summary>A person is detached in a transaction that is not committed.</summary>
    public const string ErasureDetaching = "erasure.detaching";

    /// <summary>A person is detached; their history is not yet gone.</summary>
    public const string ErasureDetached = "erasure.detached";

    /// <summary>A part of a person's history is gone in a transaction that is not committed.</summary>
    public const string ErasureClearing = "erasure.clearing";

    private static readonly string? Armed = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    private static int _reached;

    public static void Reach(string label)
    {
        if (Armed is not null) EndIf(label, Armed);
    }

    private static void EndIf(string label, string armed)
    {
        var colon = armed.IndexOf(':', StringComparison.Ordinal);
        var (name, times) = colon < 0 ? (armed, 1) : (armed[..colon], int.Parse(armed[(colon + 1)..], CultureInfo.InvariantCulture));
        if (name != label || Interlocked.Increment(ref _reached) < times) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal comes in its own time; until then nothing more happens here.
        using var never = new ManualResetEvent(initialState: false);
        never.WaitOne();
    }
}
