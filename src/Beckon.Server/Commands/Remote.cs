using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Beckon.Server.Commands;

/// <summary>A running Beckon, asked over its API. What goes wrong is told in sentences.</summary>
internal sealed class Remote : IDisposable
{
    private readonly Uri _address;
    private readonly HttpClient _http;

    public Remote(Uri address, string key)
    {
        _address = address;
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(address.ToString().TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromMinutes(2),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public void Dispose() => _http.Dispose();

    public Task<JsonElement> GetAsync(string path, CancellationToken ct) => AskAsync(HttpMethod.Get, path, null, ct);

    public Task<JsonElement> PostAsync(string path, JsonNode? body, CancellationToken ct) => AskAsync(
        HttpMethod.Post, path, body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"), ct);

    /// <summary>Sends as it is and gives the answer as it is. Throws <see cref="HttpRequestException"/> when there is none.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private async Task<JsonElement> AskAsync(HttpMethod method, string path, HttpContent? body, CancellationToken ct)
    {
        try
        {
            using var response = await SendAsync(method, path, body, ct);
            if (!response.IsSuccessStatusCode) throw await FailureAsync(response, ct);
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
            return document.RootElement.Clone();
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception.Message);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Unreachable("it took longer than two minutes");
        }
        catch (JsonException)
        {
            throw new CommandException($"What answers at {_address} is not Beckon. Name it with --url or BECKON_URL.");
        }
    }

    public CommandException Unreachable(string why) =>
        new($"Beckon does not answer at {_address}: {why.TrimEnd('.')}. Start it, or name another with --url or BECKON_URL.");

    /// <summary>What the server says of a request that it refused, with what is wrong by path.</summary>
    public async Task<CommandException> FailureAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsStringAsync(ct);
        var said = Sentences(body);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new CommandException("The API key is wrong or was revoked. Give another with --key or BECKON_KEY."),
            _ when said.Length > 0 => new CommandException(said),
            _ => new CommandException($"{_address} answered {(int)response.StatusCode}."),
        };
    }

    private static string Sentences(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var root = problem.RootElement;
            var lines = new List<string>();
            foreach (var part in new[] { "title", "detail" })
            {
                if (root.TryGetProperty(part, out var text) && text.GetString() is { } sentence) lines.Add(sentence);
            }
            if (!root.TryGetProperty("errors", out var errors)) return string.Join(' ', lines);
            lines.AddRange(errors.EnumerateObject().SelectMany(error => error.Value.EnumerateArray().Select(one => $"\n  {error.Name}: {one.GetString()}")));
            return string.Join(' ', lines);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
