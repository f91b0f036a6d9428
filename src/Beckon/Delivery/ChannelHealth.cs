namespace Beckon.Delivery;

/// <summary>Whether a channel's server takes messages.</summary>
/// <param name="State">Working; or waiting after failures that are the server's; or about to try with one message.</param>
/// <param name="Since">When the trouble began; null while there is none.</param>
/// <param name="NextTryAt">When one message is tried again; null while nothing is held back.</param>
/// <param name="Error">The latest failure in words; null while there is none.</param>
/// <param name="Queued">How many messages wait; counted only while there is trouble.</param>
public sealed record ChannelHealth(ChannelState State, DateTimeOffset? Since, DateTimeOffset? NextTryAt, string? Error, long Queued)
{
    public static ChannelHealth Of(ChannelCondition condition, DateTimeOffset now)
    {
        var circuit = condition.Circuit;
        var state = circuit.NextTryAt switch
        {
            null => ChannelState.Working,
            { } next when next > now => ChannelState.Waiting,
            _ => ChannelState.Trying,
        };
        return new(state, circuit.Since, circuit.NextTryAt, circuit.Error, condition.Waiting);
    }
}

/// <summary>Whether messages are handed to a channel's server.</summary>
public enum ChannelState
{
    /// <summary>They are.</summary>
    Working,

    /// <summary>They wait until the next try.</summary>
    Waiting,

    /// <summary>One is tried; if the server takes it, the others follow.</summary>
    Trying,
}
