using System.Text.Encodings.Web;
using System.Text.Json;
using Beckon.Kernel;
using Microsoft.Extensions.Logging.Console;

namespace Beckon.Server;

/// <summary>
/// What the program writes to its output: a line of JSON for each entry where a machine reads it, text where a person does. Exceptions appear in
/// the words of <see cref="Discretion"/>, so that no shopper's data gets into a log.
/// </summary>
public static class Logs
{
    private const string Setting = "BECKON_LOG";
    private const string Formatter = "beckon";

    public static void Configure(WebApplicationBuilder builder)
    {
        var inner = IsJson(builder.Configuration[Setting]) ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        builder.Logging.ClearProviders().AddConsole(console => console.FormatterName = Formatter);
        builder.Services.AddSingleton<ConsoleFormatter>(services => new DiscreetFormatter(Formatter, inner, services));
        builder.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
            // Read by log stores, never by a browser.
            json.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
        // Two lines for every request would cost more than many a request, and name addresses, which hold links of shoppers.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }

    private static bool IsJson(string? setting) => setting switch
    {
        "json" => true,
        "text" => false,
        null or "" => Console.IsOutputRedirected,
        _ => throw new SettingException($"{Setting} must be json or text, not '{setting}'. Leave it away for text on a terminal and JSON elsewhere."),
    };
}
