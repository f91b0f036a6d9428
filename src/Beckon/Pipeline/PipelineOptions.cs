namespace Beckon.Pipeline;

/// <summary>How much is processed together, and by how many.</summary>
public sealed record PipelineOptions
{
    /// <summary>About how many events a batch has at most.</summary>
    public int MostEvents { get; init; } = 2_000;

    /// <summary>How many batches of different lanes this node processes at the same time.</summary>
    public int Loops { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    /// <summary>When this many events wait behind a batch, the workspace's contacts are shared out to all workers.</summary>
    public int ShareFrom { get; init; } = 2_000;
}
