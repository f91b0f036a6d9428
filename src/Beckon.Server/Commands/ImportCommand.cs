using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Beckon.Server.Commands;

/// <summary><c>beckon import</c>: history, which is kept and counted and starts nothing.</summary>
internal static class ImportCommand
{
    public static Command Make() => new("import", "Load history from a file. It is kept and counted, and nothing is sent for it.") { Events(), Orders() };

    private static Command Events()
    {
        var command = new Command(
            "events",
            "Load events. NDJSON or a JSON array as POST /api/events takes them, or CSV with a column event, occurredAt, one of email, phone, customerId and anonymousId, and a column for each property.");
        var file = FileOf(command);
        var (options, connection) = CommonOf(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var remote = connection.Open(parsed);
            return await SendFile.RunAsync(remote, options.Of(parsed), AsHistory(EventsAsync(RecordFile.ReadAsync(parsed.GetRequiredValue(file), ct), ct), ct), ct);
        });
        return command;
    }

    private static Command Orders()
    {
        var command = new Command(
            "orders",
            "Load orders. NDJSON or a JSON array of orders, or CSV with columns id, total, status, placedAt, currency, one of email, phone and customerId, and productId, name, price and quantity of the item; lines of one order follow each other.");
        var file = FileOf(command);
        var status = new Option<string>("--status") { Description = "Of orders that say none", DefaultValueFactory = _ => "DELIVERED" };
        status.AcceptOnlyFromAmong("INITIALIZED", "IN_PROGRESS", "DELIVERED", "CANCELLED");
        command.Options.Add(status);
        var (options, connection) = CommonOf(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var remote = connection.Open(parsed);
            var orders = new OrderRecords(parsed.GetRequiredValue(status)).OfAsync(RecordFile.ReadAsync(parsed.GetRequiredValue(file), ct), ct);
            return await SendFile.RunAsync(remote, options.Of(parsed), AsHistory(orders, ct), ct);
        });
        return command;
    }

    private static Argument<string> FileOf(Command command)
    {
        var file = new Argument<string>("file") { Description = "The file; - is the standard input" };
        command.Arguments.Add(file);
        return file;
    }

    private static (FileOptions Options, Connection Connection) CommonOf(Command command)
    {
        var options = new FileOptions();
        options.AddTo(command);
        return (options, new Connection().AddTo(command));
    }

    private static async IAsyncEnumerable<FileRecord> EventsAsync(IAsyncEnumerable<FileRecord> records, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var record in records.WithCancellation(ct))
            yield return record.Value is { } value ? record with { Value = EventRecords.Of(value) } : record;
    }

    private static async IAsyncEnumerable<FileRecord> AsHistory(IAsyncEnumerable<FileRecord> events, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var record in events.WithCancellation(ct))
        {
            record.Value?["backfill"] = true;
            yield return record;
        }
    }
}
