using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Beckon.Server;

/// <summary>
/// Serves the browser snippet: <c>/beckon.js</c>, which is asked for anew every hour and mostly answered 304, and the same under a name that
/// changes with its content and may be kept forever. Pages of other sites load it.
/// </summary>
public static class Snippet
{
    private const string Anew = "public, max-age=3600, stale-while-revalidate=86400";
    private const string Forever = "public, max-age=31536000, immutable";

    public static void MapSnippet(this IEndpointRouteBuilder routes) => routes.MapSnippet(Path.Combine(AppContext.BaseDirectory, "snippet", "beckon.js"));

    /// <summary>A program built without the snippet has none.</summary>
    public static void MapSnippet(this IEndpointRouteBuilder routes, string file)
    {
        if (!File.Exists(file)) return;
        var script = Script.Of(File.ReadAllBytes(file));
        routes.MapMethods("/beckon.js", Reading, (HttpContext context) => Send(context, script, Anew)).ExcludeFromDescription();
        routes.MapMethods($"/beckon.{script.Hash}.js", Reading, (HttpContext context) => Send(context, script, Forever)).ExcludeFromDescription();
    }

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private static FileContentHttpResult Send(HttpContext context, Script script, string caching)
    {
        var headers = context.Response.Headers;
        var packed = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        headers.CacheControl = caching;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers["Timing-Allow-Origin"] = "*";
        headers.XContentTypeOptions = "nosniff";
        if (packed) headers.ContentEncoding = "br";
        return TypedResults.File(
            packed ? script.Packed : script.Plain, "text/javascript; charset=utf-8", entityTag: new($"\"{script.Hash}{(packed ? "-br" : "")}\""));
    }

    private sealed record Script(string Hash, byte[] Plain, byte[] Packed)
    {
        private const int HashLength = 12;

        public static Script Of(byte[] plain)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize)) brotli.Write(plain);
            return new(Convert.ToHexStringLower(SHA256.HashData(plain))[..HashLength], plain, packed.ToArray());
        }
    }
}
