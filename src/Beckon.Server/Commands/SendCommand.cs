using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Beckon.Server.Commands;

/// <summary><c>beckon send</c>: one event, or those of a file.</summary>
internal sealed class SendCommand
{
    private readonly Argument<string?> _name = new("event") { Description = "The event's name, such as viewed_product", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _email = new("--email") { Description = "Whose event it is: an e-mail address" };
    private readonly Option<string?> _phone = new("--phone") { Description = "Whose event it is: a phone number" };
    private readonly Option<string?> _customerId = new("--customer-id") { Description = "Whose event it is: your id of the person" };
    private readonly Option<string?> _anonymousId = new("--anonymous-id") { Description = "Whose event it is: a browser or device" };

    private readonly Option<string[]> _properties = new("--property", "-p")
    {
        Description = "name=value; numbers, true, false, lists and objects as in JSON, anything else is text. May be repeated",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _json = new("--json") { Description = "The whole event as JSON; the other options are added to it" };
    private readonly Option<string?> _file = new("--file", "-f") { Description = "Events from a file: NDJSON, a JSON array or CSV; - is the standard input" };
    private readonly FileOptions _fileOptions = new();
    private readonly Connection _connection = new();

    public static Command Make()
    {
        var it = new SendCommand();
        var command = new Command("send", "Send an event, or the events of a file, as if they happen now: flows and campaigns react.")
        {
            it._name, it._email, it._phone, it._customerId, it._anonymousId, it._properties, it._json, it._file,
        };
        it._fileOptions.AddTo(command);
        it._connection.AddTo(command);
        command.SetAction(it.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var remote = _connection.Open(parsed);
        if (parsed.GetValue(_file) is { } file) return await SendFile.RunAsync(remote, _fileOptions.Of(parsed), EventsOf(file, ct), ct);
        var answer = await remote.PostAsync("api/events", EventOf(parsed), ct);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Beckon has {answer.GetProperty("accepted").GetInt32()} event on disk."));
        return ExitCode.Done;
    }

    private static async IAsyncEnumerable<FileRecord> EventsOf(string file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var record in RecordFile.ReadAsync(file, ct))
            yield return record.Value is { } value ? record with { Value = EventRecords.Of(value) } : record;
    }

    private JsonObject EventOf(ParseResult parsed)
    {
        var made = parsed.GetValue(_json) is { } json ? Parse(json) : [];
        if (parsed.GetValue(_name) is { } name) made["event"] = name;
        if (made["event"] is null && made["name"] is null) throw new CommandException("Name the event, such as: beckon send viewed_product --email ada@example.com. Or send a file with --file.");
        EventRecords.Put(made, "email", parsed.GetValue(_email));
        EventRecords.Put(made, "phone", parsed.GetValue(_phone));
        EventRecords.Put(made, "customerId", parsed.GetValue(_customerId));
        EventRecords.Put(made, "anonymousId", parsed.GetValue(_anonymousId));
        if (parsed.GetValue(_properties) is not { Length: > 0 } given) return made;
        var properties = made["properties"] as JsonObject ?? [];
        foreach (var property in given)
        {
            var parts = property.Split('=', 2);
            if (parts.Length < 2 || parts[0].Length == 0) throw new CommandException($"'{property}' is no property: write name=value.");
            properties[parts[0]] = ValueOf(parts[1]);
        }
        made["properties"] = properties;
        return made;
    }

    private static JsonObject Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new CommandException("--json is not a JSON object.");
        }
        catch (JsonException)
        {
            throw new CommandException("--json is not valid JSON.");
        }
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
