using System.Globalization;
using Beckon.Audiences;
using Beckon.Audiences.Language;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Flows;

/// <summary>Whose dates have come.</summary>
public static class FlowDateStore
{
    /// <summary>The people whose date has its turn on a day of the workspace.</summary>
    public static Task<List<Guid>> WhoAsync(NpgsqlConnection connection, Guid workspaceId, DateTrigger trigger, DateOnly day, TimeZoneInfo zone, CancellationToken ct)
    {
        var (date, by) = trigger.Of switch
        {
            DateOf.Field => ("(select v.fields ->> $3 from contact_value v where v.workspace_id = $1 and v.contact_id = c.id)", trigger.Field ?? ""),
            DateOf.LastOrder => ("to_char(c.last_order_at at time zone $3, 'YYYY-MM-DD')", zone.Id),
            DateOf.FirstSeen => ("to_char(c.created_at at time zone $3, 'YYYY-MM-DD')", zone.Id),
        };
        // A yearly one begins in the year after the first.
        var fits = trigger.Yearly ? $"substring({date} from 6) = any($2) and left({date}, 4) < $4" : $"{date} = any($2)";
        var command = connection
            .Command($"select c.id from contact c where c.workspace_id = $1 and c.merged_into is null and {fits} order by c.id")
            .With(workspaceId).With(trigger.DatesOf(day).ToArray()).With(by);
        if (trigger.Yearly) command.With(day.AddDays(-trigger.Days).ToString("yyyy", CultureInfo.InvariantCulture));
        return command.ReadAsync(row => row.GetGuid(0), ct);
    }

    // Of a million contacts a filter may ask much.
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(10);

    /// <summary>All contacts, or those whom a filter lets in.</summary>
    public static Task<List<Guid>> EverybodyAsync(NpgsqlConnection connection, Guid workspaceId, Filter? meaning, Today today, CancellationToken ct)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var fits = meaning is null ? "true" : AudienceQuery.Of(meaning, today, values);
        var command = values.Bind(connection.Command($"select c.id from contact c where c.workspace_id = $1 and c.merged_into is null and {fits} order by c.id"));
        command.CommandTimeout = (int)LongestLook.TotalSeconds;
        return command.ReadAsync(row => row.GetGuid(0), ct);
    }

    /// <summary>When flows went live, and on which day it was last told whose date has come.</summary>
    public static Task<List<(Guid FlowId, DateTimeOffset LiveAt, DateOnly? Told)>> ToldAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] flows, CancellationToken ct) => connection
        .Command("select id, live_at, dates_told from flow where workspace_id = $1 and id = any($2) and live_at is not null")
        .With(workspaceId).With(flows)
        .ReadAsync(row => (row.GetGuid(0), row.Time(1), row.IsDBNull(2) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(2)), ct);

    /// <summary>Notes that it is told for a day; false when somebody else has done so.</summary>
    public static async Task<bool> TellAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, DateOnly day, CancellationToken ct) => await connection
        .Command("update flow set dates_told = $3 where workspace_id = $1 and id = $2 and status = 'live' and (dates_told is null or dates_told < $3)")
        .With(workspaceId).With(flowId).With(day)
        .RunAsync(ct) == 1;
}
