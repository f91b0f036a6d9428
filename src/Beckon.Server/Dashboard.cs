using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Beckon.Server;

/// <summary>
/// Serves the dashboard beside the API: its files, and its one page for every address that a browser opens and no
/// route answers. A program built without the dashboard simply has none.
/// </summary>
public static class Dashboard
{
    // Styles are inline because the component library sets positions that way; scripts never are. Images come from anywhere, for
    // product pictures and previews of messages do.
    private const string ContentPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; frame-src 'self' blob: data:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Forever = "public, max-age=31536000, immutable";

    // The build lays these beside its text files, a quarter of their size.
    private const string Compressed = ".br";

    // The doors of machines: a mistyped address there is answered with a problem, never with a page.
    private static readonly string[] Doors = ["/api", "/v1", "/v2", "/webhooks", "/callbacks", "/browser", "/health"];

    public static void MapDashboard(this WebApplication app) => app.MapDashboard(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    public static void MapDashboard(this WebApplication app, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "index.html"))) return;
        var files = new PhysicalFileProvider(folder);
        app.Use((context, next) =>
        {
            if (OpensPage(context)) context.Request.Path = "/index.html";
            if (TakesCompressed(context, files)) context.Request.Path += Compressed;
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = new ContentTypes(), OnPrepareResponse = Describe });
    }

    // A wrong method on a known address has an endpoint too, the one that says so.
    private static bool OpensPage(HttpContext context)
    {
        var request = context.Request;
        return context.GetEndpoint() is null
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !Path.HasExtension(request.Path)
            && !Doors.Any(door => request.Path.StartsWithSegments(door, StringComparison.OrdinalIgnoreCase))
            && (request.Path == "/" || AcceptsPages(request.Headers.Accept));
    }

    private static bool AcceptsPages(StringValues accept) =>
        accept.Any(value => value is not null && value.Contains("text/html", StringComparison.OrdinalIgnoreCase));

    private static bool TakesCompressed(HttpContext context, PhysicalFileProvider files) =>
        context.GetEndpoint() is null
        && context.Request.Headers.AcceptEncoding.Any(value => value is not null && value.Contains("br", StringComparison.OrdinalIgnoreCase))
        && files.GetFileInfo(context.Request.Path + Compressed).Exists;

    private static void Describe(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers.Vary = "Accept-Encoding";
        if (file.File.Name.EndsWith(Compressed, StringComparison.Ordinal)) headers.ContentEncoding = "br";
        // The names of built assets change with their content; everything else is asked for anew and mostly answered 304.
        headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? Forever : "no-cache";
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }

    // A compressed file is of the kind that it is when unpacked.
    private sealed class ContentTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _known = new();

        public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
            _known.TryGetContentType(subpath.EndsWith(Compressed, StringComparison.Ordinal) ? subpath[..^Compressed.Length] : subpath, out contentType);
    }
}
