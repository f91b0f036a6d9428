using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace Beckon.Tests.Client;

/// <summary>Answers a client's requests as a test says, and remembers what came.</summary>
internal sealed class FakeDoor(Func<IReadOnlyList<JsonElement>, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<JsonElement[]> _requests = [];

    public IReadOnlyList<JsonElement[]> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public static HttpResponseMessage Accepted() => new(HttpStatusCode.Accepted);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri!.AbsolutePath.ShouldBe("/api/events");
        request.Headers.Authorization!.ToString().ShouldBe("Bearer key");
        await using var body = await request.Content!.ReadAsStreamAsync(cancellationToken);
        await using var plain = request.Content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var document = await JsonDocument.ParseAsync(plain, cancellationToken: cancellationToken);
        JsonElement[] events = [.. document.RootElement.Clone().EnumerateArray()];
        lock (_requests) _requests.Add(events);
        return answer(events);
    }
}
