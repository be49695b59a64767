import type { Value } from '../routes/evaluation.ts';

const names =
  '100 continue,101 switchingprotocols,102 processing,103 earlyhints,200 ok,201 created,202 accepted,' +
  '203 nonauthoritativeinformation,204 nocontent,205 resetcontent,206 partialcontent,207 multistatus,208 alreadyreported,' +
  '226 imused,300 multiplechoices,300 ambiguous,301 movedpermanently,302 found,302 movedtemporarily,303 seeother,' +
  '304 notmodified,305 useproxy,307 temporaryredirect,308 permanentredirect,400 badrequest,401 unauthorized,' +
  '402 paymentrequired,403 forbidden,404 notfound,405 methodnotallowed,406 notacceptable,' +
  '407 proxyauthenticationrequired,408 requesttimeout,409 conflict,410 gone,411 lengthrequired,412 preconditionfailed,' +
  '413 payloadtoolarge,413 requesttoolong,414 uritoolong,414 requesturitoolong,415 unsupportedmediatype,' +
  '416 rangenotsatisfiable,416 requestedrangenotsatisfiable,417 expectationfailed,418 imateapot,421 misdirectedrequest,' +
  '422 unprocessableentity,423 locked,424 faileddependency,425 tooearly,426 upgraderequired,428 preconditionrequired,' +
  '429 toomanyrequests,431 requestheaderfieldstoolarge,451 unavailableforlegalreasons,500 internalservererror,' +
  '501 notimplemented,502 badgateway,503 serviceunavailable,504 gatewaytimeout,505 httpversionnotsupported,' +
  '507 insufficientstorage,508 loopdetected,511 networkauthenticationrequired';

const statuses: ReadonlyMap<string, string> = new Map(
  names.split(',').map((each) => [each.slice(4), each.slice(0, 3)]),
);

/** Packages that give statuses by the names that HTTP has for them. */
const packages =
  /^(?:http-status-codes|stoker\/http-status-codes|http-status|@nestjs\/common|axios|(?:node:)?http2)$/;

/** The status that a constant of a well-known package is: `StatusCodes.NOT_FOUND`. */
export function statusOf(value: Value): string | undefined {
  if (value.is !== 'package' || !packages.test(value.module)) return undefined;
  return statuses.get(
    value.name
      .replace(/^HTTP_STATUS_/, '')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase(),
  );
}
