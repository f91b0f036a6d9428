using System.Net.Http.Json;
using System.Text;
using Beckon.Kernel;

namespace Beckon.Server.Tests;

/// <summary>Short forms to ask the server; bodies are written as the API's JSON.</summary>
public static class Http
{
    public static Task<Answer> GetAnswerAsync(this HttpClient client, string path) => client.AskAsync(HttpMethod.Get, path);

    public static Task<Answer> PostAnswerAsync(this HttpClient client, string path, object? body = null) => client.AskAsync(HttpMethod.Post, path, body);

    public static Task<Answer> PutAnswerAsync(this HttpClient client, string path, object? body = null) => client.AskAsync(HttpMethod.Put, path, body);

    public static Task<Answer> PatchAnswerAsync(this HttpClient client, string path, object? body = null) => client.AskAsync(HttpMethod.Patch, path, body);

    public static Task<Answer> DeleteAnswerAsync(this HttpClient client, string path) => client.AskAsync(HttpMethod.Delete, path);

    /// <summary>A string body is sent as it is, with the JSON content type; anything else is written as JSON.</summary>
    public static async Task<Answer> AskAsync(
        this HttpClient client, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, body.GetType(), options: ApiJson.Options),
        };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return new(
            response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }
}
