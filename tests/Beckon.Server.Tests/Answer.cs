using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Beckon.Server.Tests;

/// <summary>What the server answered, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Body => JsonElement.Parse(Text);

    /// <summary>The paths of the <c>errors</c> of a problem, which some doors give as a list.</summary>
    public string[] Faults => Body.GetProperty("errors") is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(one => one.GetProperty("path").GetString() ?? "")]
        : [.. Body.GetProperty("errors").EnumerateObject().Select(one => one.Name)];

    public string? Title => Body.GetProperty("title").GetString();

    /// <summary>The body of an answer with the expected status; else fails and shows what came instead.</summary>
    public JsonElement Expect(int status = 200)
    {
        ((int)Status).ShouldBe(status, Text);
        if (status >= 400) ContentType.ShouldBe("application/problem+json");
        return Text.Length == 0 ? default : Body;
    }
}
