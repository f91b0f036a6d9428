using Npgsql;

namespace Beckon.Storage.Lanes;

/// <summary>Says that a lane has something to do: at once to this node's workers, or through the database to the node whose lane it is.</summary>
public sealed class LaneSignal(LaneLeases leases, WorkLines lines)
{
    /// <summary>The payload is the lane.</summary>
    public const string Notification = "beckon_lane";

    /// <summary>After the commit: wakes this node's workers, if the lane is its.</summary>
    public void Ring(Lane lane)
    {
        if (leases.Holds(lane)) lines.Of(lane.Kind).Add(lane);
    }

    /// <summary>Another node has told of a lane.</summary>
    public void Hear(string told)
    {
        if (Lane.TryParse(told, out var lane)) Ring(lane);
    }

    /// <summary>Within the transaction, which delivers it with its commit: tells the other nodes. Costs nothing where the lane is this node's.</summary>
    public async Task TellOthersAsync(NpgsqlConnection connection, IEnumerable<Lane> lanes, CancellationToken ct)
    {
        var others = lanes.Where(lane => !leases.Holds(lane)).Select(lane => lane.ToString()).ToArray();
        if (others.Length == 0) return;
        await connection.Command("select pg_notify($1, t.lane) from unnest($2) as t(lane)").With(Notification).With(others).RunAsync(ct);
    }
}
