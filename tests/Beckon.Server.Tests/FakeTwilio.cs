using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Beckon.Server.Tests;

/// <summary>Twilio's API for messages, as far as Beckon asks it: it takes what comes, and answers for a number as a test says.</summary>
public sealed class FakeTwilio
{
    public const string Token = "an auth token";

    private static readonly Lazy<FakeTwilio> Lazily = new(() => new FakeTwilio());

    private readonly ConcurrentDictionary<string, (int Status, int? Code, string Message)> _answers = new();
    private readonly ConcurrentQueue<Dictionary<string, string>> _taken = new();
    private readonly WebApplication _app;

    private FakeTwilio()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", TakeAsync);
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public static FakeTwilio Shared => Lazily.Value;

    public string Address => _app.Urls.First();

    /// <summary>What was taken for an account, in order: the fields of its form.</summary>
    public List<Dictionary<string, string>> Taken(string account) => [.. _taken.Where(form => form["Account"] == account)];

    /// <summary>What is sent to a number is answered so.</summary>
    public void Answer(string number, int status, int? code, string message) => _answers[number] = (status, code, message);

    private async Task<IResult> TakeAsync(string account, HttpContext context)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{Token}"));
        if (context.Request.Headers.Authorization != expected) return Results.Json(new { code = 20003, message = "Authenticate", status = 401 }, statusCode: 401);
        var form = (await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString());
        if (_answers.TryGetValue(form["To"], out var answer))
            return Results.Json(new { code = answer.Code, message = answer.Message, status = answer.Status }, statusCode: answer.Status);
        form["Account"] = account;
        _taken.Enqueue(form);
        return Results.Json(new { sid = $"SM{Guid.CreateVersion7():n}", status = "queued", to = form["To"] }, statusCode: 201);
    }
}
