using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Beckon.Server.Tests;

/// <summary>What the server answered, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Body => JsonElement.Parse(Text);

    /// <summary>The paths of the <c>errors</c> of a problem, which some doors give as a list; of JSON:API, its pointers.</summary>
    public string[] Faults => Body.GetProperty("errors") is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(PathOf)]
        : [.. Body.GetProperty("errors").EnumerateObject().Select(one => one.Name)];

    public string? Title => Body.GetProperty("title").GetString();

    private static string PathOf(JsonElement fault) =>
        fault.TryGetProperty("source", out var source) ? source.GetProperty("pointer").GetString()! : fault.GetProperty("path").GetString() ?? "";

    /// <summary>The body of an answer with the expected status; else fails and shows what came instead.</summary>
    public JsonElement Expect(int status = 200)
    {
        ((int)Status).ShouldBe(status, Text);
        if (status >= 400) ContentType.ShouldBeOneOf("application/problem+json", "application/vnd.api+json");
        return Text.Length == 0 ? default : Body;
    }
}
