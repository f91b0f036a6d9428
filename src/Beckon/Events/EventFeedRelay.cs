using Beckon.Storage;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Beckon.Events;

/// <summary>Lets the live screens of other nodes know what this one has processed, at most four times a second.</summary>
public sealed class EventFeedRelay(NpgsqlDataSource source, EventFeed feed, LaneLeases leases, TimeProvider time) : BackgroundService
{
    /// <summary>The payload is the workspace and the latest event.</summary>
    public const string Notification = "beckon_feed";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    public void Hear(string told)
    {
        var parts = told.Split(' ');
        if (parts.Length == 2 && Guid.TryParse(parts[0], out var workspaceId) && Guid.TryParse(parts[1], out var latest)) feed.Show(workspaceId, latest);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var news = feed.TakeNews();
            if (news.Count > 0 && leases.Nodes > 1) await TellAsync(news, stoppingToken);
        }
    }

    private async Task TellAsync(IReadOnlyDictionary<Guid, Guid> news, CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await connection
                .Command("select pg_notify($1, t.news) from unnest($2) as t(news)")
                .With(Notification).With(news.Select(one => $"{one.Key:n} {one.Value:n}").ToArray())
                .RunAsync(ct);
        }
        catch (NpgsqlException)
        {
            // The screens find it when they next look by themselves.
        }
    }
}
