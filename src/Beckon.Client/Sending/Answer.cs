using System.Net;
using System.Text.Json;

namespace Beckon.Client.Sending;

/// <summary>What the server made of a request.</summary>
internal sealed record Answer(AnswerKind Kind)
{
    /// <summary>By the place of an event in the request, what is wrong with it.</summary>
    public IReadOnlyDictionary<int, List<string>> Faults { get; private init; } = new Dictionary<int, List<string>>();

    /// <summary>Why, in words.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Answer Taken { get; } = new(AnswerKind.Taken);

    public static Answer Later(string reason, TimeSpan? retryAfter = null) => new(AnswerKind.Later) { Reason = reason, RetryAfter = retryAfter };

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode) return Taken;
        var body = await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.BadRequest => Faulty(body),
            HttpStatusCode.RequestEntityTooLarge => new(AnswerKind.TooLarge) { Reason = "It is too large for the server." },
            HttpStatusCode.Unauthorized => Later("The API key is wrong or was revoked."),
            HttpStatusCode.Forbidden => Later("The API key lacks the scope ingest, or the events API was disconnected."),
            HttpStatusCode.NotFound => Later("There is no Beckon at this address."),
            _ => Later($"The server answered {(int)response.StatusCode}.", Wait(response, time)),
        };
    }

    private static TimeSpan? Wait(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter is not { } after ? null : after.Delta ?? after.Date - time.GetUtcNow();

    private static Answer Faulty(string body)
    {
        var byPlace = new Dictionary<int, List<string>>();
        var reasons = new List<string>();
        try
        {
            using var problem = JsonDocument.Parse(body);
            if (!problem.RootElement.TryGetProperty("errors", out var errors)) return Strange();
            foreach (var fault in errors.EnumerateObject())
            {
                var sentences = fault.Value.EnumerateArray().Select(one => $"{fault.Name}: {one.GetString()}").ToList();
                reasons.AddRange(sentences);
                if (PlaceOf(fault.Name) is not { } place) continue;
                if (byPlace.TryGetValue(place, out var known)) known.AddRange(sentences);
                else byPlace.Add(place, sentences);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Strange();
        }
        return new(AnswerKind.Faulty) { Faults = byPlace, Reason = string.Join(" ", reasons) };

        // Not Beckon's words: a proxy, perhaps. What it refuses is not the events.
        static Answer Strange() => Later("What answered 400 is not Beckon.");
    }

    // "[3].properties" is about the fourth event.
    private static int? PlaceOf(string path)
    {
        var end = path.IndexOf(']', StringComparison.Ordinal);
        return path.StartsWith('[') && int.TryParse(path.AsSpan(1, Math.Max(0, end - 1)), System.Globalization.CultureInfo.InvariantCulture, out var place) ? place : null;
    }
}

/// <summary>What is to be done next.</summary>
internal enum AnswerKind
{
    /// <summary>All of it is on disk.</summary>
    Taken,

    /// <summary>Some of it is wrong; nothing was stored.</summary>
    Faulty,

    TooLarge,

    /// <summary>Nothing was stored, or nobody knows: send it again.</summary>
    Later,
}
